"""A dict is written in two steps while another thread turns it into JSON."""
# expect: race

import json

state = {"low": 0, "high": 0}


def move():
    state["low"] += 1
    state["high"] += 1


def test_consistent(together):
    seen = together(move, lambda: json.loads(json.dumps(state)))[1]
    assert seen["low"] == seen["high"]
