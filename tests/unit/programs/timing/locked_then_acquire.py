"""`locked()` is asked, and then the lock is believed to be free."""
# expect: race

import threading
import time

lock = threading.Lock()
served = []


def work(name):
    pause = 0.01
    while lock.locked():
        time.sleep(pause)
    free = lock.acquire(blocking=False)
    assert free
    try:
        served.append(name)
        assert len(served) == 1
        served.remove(name)
    finally:
        lock.release()


def test_both_served(together):
    together(lambda: work("a"), lambda: work("b"))
