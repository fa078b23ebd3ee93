"""The registry of futures is looked at without the lock."""
# expect: race

import threading
from concurrent.futures import Future

lock = threading.Lock()
futures = {}
calls = []


def get(key):
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
