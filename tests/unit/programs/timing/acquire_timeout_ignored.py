"""The answer of `acquire(timeout)` is not looked at."""
# expect: race

import threading

lock = threading.Lock()
total = 0


def add(amount):
    global total
    lock.acquire(timeout=2)
    total += amount
    if lock.locked():
        lock.release()
    return amount


def test_total(together):
    assert sum(together(lambda: add(1), lambda: add(2))) == total
