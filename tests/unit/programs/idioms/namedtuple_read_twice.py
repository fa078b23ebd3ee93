"""The name is read twice, once for each field."""
# expect: race

from typing import NamedTuple


class State(NamedTuple):
    low: int
    high: int


state = State(0, 0)


def move():
    global state
    state = State(1, 1)


def test_consistent(together):
    assert together(move, lambda: state.low == state.high)[1]
