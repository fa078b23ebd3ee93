"""Leaving gives the lock back by counting down."""
# expect: livelock

import itertools


class TicketLock:
    def __init__(self):
        self._tickets = itertools.count()
        self._serving = 0

    def __enter__(self):
        ticket = next(self._tickets)
        while self._serving != ticket:
            pass
        return self

    def __exit__(self, *exc):
        self._serving -= 1


def test_exclusion(together):
    lock, total = TicketLock(), 0

    def work():
        nonlocal total
        with lock:
            total += 1

    together(work, work)
    assert total == 2
