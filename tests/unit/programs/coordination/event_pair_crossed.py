"""Each waits before it says that it has come."""
# expect: deadlock

import threading

here, there = threading.Event(), threading.Event()


def first():
    there.wait()
    here.set()


def second():
    here.wait()
    there.set()


def test_met(together):
    together(first, second)
