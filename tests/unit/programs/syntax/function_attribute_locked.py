"""A function counts its calls in an attribute of itself, and keeps its lock there."""
# expect: passed

import threading


def work():
    with work.lock:
        work.calls += 1


work.calls, work.lock = 0, threading.Lock()


def test_both(together):
    together(work, work)
    assert work.calls == 2
