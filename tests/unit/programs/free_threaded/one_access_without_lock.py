"""One look is made without the lock; the GIL would make it harmless."""
# expect: race

import threading

import pytest


@pytest.mark.explore(free_threaded=True)
def test_counted(together):
    lock, counts = threading.Lock(), {"n": 0}

    def add():
        with lock:
            counts["n"] += 1

    together(add, lambda: counts["n"])
