"""After three tries it goes in without the lock."""
# expect: race

import threading
import time

lock = threading.Lock()
served = []


def work(name):
    pause = 0.01
    got = False
    for _ in range(3):
        if got := lock.acquire(blocking=False):
            break
        time.sleep(pause)
    try:
        served.append(name)
        assert len(served) == 1
        served.remove(name)
    finally:
        if got:
            lock.release()


def test_both_served(together):
    together(lambda: work("a"), lambda: work("b"))
