"""The flag is set before the data is there."""
# expect: race

data = None
ready = False


def publish():
    global data, ready
    ready = True
    data = {"answer": 42}


def look():
    if ready:
        return data["answer"]
    return 42


def test_announced_data_is_there(together):
    assert together(publish, look)[1] == 42
