"""A `SimpleNamespace` is counted in."""
# expect: race

import types

state = types.SimpleNamespace(count=0)


def add():
    state.count += 1


def test_both(together):
    together(add, add)
    assert state.count == 2
