"""Who finds the lock taken backs off for ever longer."""
# expect: passed

import threading
import time

lock = threading.Lock()
served = []


def work(name):
    pause = 0.01
    while not lock.acquire(blocking=False):
        time.sleep(pause)
        pause *= 2
    try:
        served.append(name)
        assert len(served) == 1
        served.remove(name)
    finally:
        lock.release()


def test_both_served(together):
    together(lambda: work("a"), lambda: work("b"))
