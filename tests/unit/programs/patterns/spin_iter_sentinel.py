"""`iter` with a sentinel that waits for a value."""
# expect: passed

def test_it(together):
    state = {"v": 0}

    def wait():
        for _ in iter(lambda: state["v"], 1):
            pass
        return state["v"]

    def put():
        state["v"] = 1

    assert together(wait, put)[0] == 1
