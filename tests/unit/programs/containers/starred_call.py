"""A dict is unpacked into keyword arguments between two stores."""
# expect: race

state = {"low": 0, "high": 0}


def move():
    state["low"] = 1
    state["high"] = 1


def show(low, high):
    return low, high


def test_both(together):
    low, high = together(move, lambda: show(**state))[1]
    assert low == high
