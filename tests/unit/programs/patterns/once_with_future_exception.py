"""The one who computes fails, and those who wait are never told."""
# expect: deadlock

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
        future.set_result(key + 1)
    return future.result()


def test_computed_once(together):
    def ask():
        try:
            get("a")
        except TypeError:
            pass

    together(ask, ask)
    assert calls == ["a"]
