"""The lock is released by one who never got it."""
# expect: wrong | race

import threading
import time

lock = threading.Lock()
served = []


def work(name):
    pause = 0.01
    lock.acquire(blocking=False)
    try:
        served.append(name)
        assert len(served) == 1
        served.remove(name)
    finally:
        lock.release()


def test_both_served(together):
    together(lambda: work("a"), lambda: work("b"))
