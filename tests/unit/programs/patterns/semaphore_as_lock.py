"""A semaphore of one is a lock."""
# expect: passed

from threading import Semaphore

gate = Semaphore()
total = 0


def add(amount):
    global total
    with gate:
        total += amount


def test_total(together):
    together(lambda: add(1), lambda: add(2))
    assert total == 3
