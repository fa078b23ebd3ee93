"""Every access is made under the lock."""
# expect: passed

import threading

import pytest


@pytest.mark.explore(free_threaded=True)
def test_counted(together):
    lock, counts = threading.Lock(), {"n": 0}

    def add():
        with lock:
            counts["n"] += 1

    together(add, add, add)
    assert counts["n"] == 3
