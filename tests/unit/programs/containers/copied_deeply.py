"""`copy.deepcopy` goes through the dict while another thread moves money in it."""
# expect: race

import copy

state = {"low": 5, "high": 0}


def move():
    state["low"] -= 1
    state["high"] += 1


def test_consistent(together):
    seen = together(move, lambda: copy.deepcopy(state))[1]
    assert seen["low"] + seen["high"] == 5
