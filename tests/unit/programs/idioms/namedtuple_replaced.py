"""A named tuple is replaced as a whole: readers see both fields of one state."""
# expect: passed

from collections import namedtuple

State = namedtuple("State", "low high")
state = State(0, 0)


def move():
    global state
    state = State(1, 1)
    state = state._replace(low=2, high=2)


def test_consistent(together):
    def read():
        low, high = state
        return low == high

    assert together(move, read)[1]
