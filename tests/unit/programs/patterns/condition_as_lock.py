"""A condition used as a lock and nothing else."""
# expect: passed

from threading import Condition

guard = Condition()
total = 0


def add(amount):
    global total
    with guard:
        total += amount


def test_total(together):
    together(lambda: add(1), lambda: add(2), lambda: add(3))
    assert total == 6
