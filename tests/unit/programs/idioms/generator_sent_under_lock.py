"""Two threads send to one generator, under a lock."""
# expect: passed

import threading


def accumulate():
    total = 0
    while True:
        total += yield total


def twice():
    yield from accumulate()


def test_total(together):
    total, lock = twice(), threading.Lock()
    next(total)

    def add(amount):
        with lock:
            return total.send(amount)

    together(lambda: add(1), lambda: add(2))
    assert total.send(0) == 3
