"""`acquire(timeout)` and its answer looked at."""
# expect: passed

import threading

lock = threading.Lock()
total = 0


def add(amount):
    global total
    if not lock.acquire(timeout=2):
        return 0
    try:
        total += amount
        return amount
    finally:
        lock.release()


def test_total(together):
    assert sum(together(lambda: add(1), lambda: add(2))) == total
