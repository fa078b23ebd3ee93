"""Each thread has a lock of its own."""
# expect: race

import threading

import pytest


@pytest.mark.explore(free_threaded=True)
def test_counted(together):
    locks, counts = [threading.Lock(), threading.Lock()], {"n": 0}

    def add(lock):
        with lock:
            counts["n"] = 1

    together(lambda: add(locks[0]), lambda: add(locks[1]))
