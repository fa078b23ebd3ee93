"""`|=` with a dict of ints is one step for whoever reads, since the name is bound to the same dict again."""
# expect: passed

state = {"low": 0, "high": 0}


def move():
    global state
    state |= {"low": 1, "high": 1}


def test_both(together):
    seen = together(move, lambda: state.copy())[1]
    assert seen["low"] == seen["high"]
