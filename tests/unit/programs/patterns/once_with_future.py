"""The first asks, all get the same future: a registry that computes once."""
# expect: passed

import threading
from concurrent.futures import Future

lock = threading.Lock()
futures = {}
calls = []


def get(key):
    with lock:
        future = futures.get(key)
        mine = future is None
        if mine:
            future = futures[key] = Future()
    if mine:
        calls.append(key)
        future.set_result(key.upper())
    return future.result()


def test_computed_once(together):
    assert together(lambda: get("a"), lambda: get("a")) == ["A", "A"]
    assert calls == ["a"]
