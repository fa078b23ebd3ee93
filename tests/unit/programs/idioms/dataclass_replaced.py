"""`dataclasses.replace` makes a changed copy, which is stored over the other's."""
# expect: race

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class State:
    a: int = 0
    b: int = 0


state = State()


def set_a():
    global state
    state = replace(state, a=1)


def set_b():
    global state
    state = replace(state, b=1)


def test_both(together):
    together(set_a, set_b)
    assert state == State(1, 1)
