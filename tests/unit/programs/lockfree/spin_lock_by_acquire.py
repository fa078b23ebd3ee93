"""A spin lock: `acquire(blocking=False)` until it is there."""
# expect: passed

import threading
import time

lock, count = threading.Lock(), 0


def add():
    global count
    while not lock.acquire(blocking=False):
        time.sleep(0)
    try:
        count += 1
    finally:
        lock.release()


def test_both(together):
    together(add, add)
    assert count == 2
