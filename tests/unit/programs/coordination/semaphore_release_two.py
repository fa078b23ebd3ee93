"""`release(2)` lets two in at once."""
# expect: passed

import threading

gate = threading.Semaphore(0)


def test_both_through(together):
    together(gate.acquire, gate.acquire, lambda: gate.release(2))
    assert not gate.acquire(blocking=False)
