"""A dict is dumped, and changed, under a lock."""
# expect: passed

import json
import threading

state = {"low": 0, "high": 0}
lock = threading.Lock()


def move():
    with lock:
        state["low"] += 1
        state["high"] += 1


def dump():
    with lock:
        return json.loads(json.dumps(state))


def test_consistent(together):
    seen = together(move, dump)[1]
    assert seen["low"] == seen["high"]
