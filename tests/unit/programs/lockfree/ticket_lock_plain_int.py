"""Tickets are drawn by reading and then writing an attribute."""
# expect: race | livelock

class TicketLock:
    def __init__(self):
        self._tickets = 0
        self._serving = 0

    def __enter__(self):
        ticket = self._tickets
        self._tickets = ticket + 1
        while self._serving != ticket:
            pass
        return self

    def __exit__(self, *exc):
        self._serving += 1


def test_exclusion(together):
    lock, total = TicketLock(), 0

    def work():
        nonlocal total
        with lock:
            total += 1

    together(work, work)
    assert total == 2
