"""The data is written first, then the flag that announces it."""
# expect: passed

data = None
ready = False


def publish():
    global data, ready
    data = {"answer": 42}
    ready = True


def look():
    if ready:
        return data["answer"]
    return 42


def test_announced_data_is_there(together):
    assert together(publish, look)[1] == 42
