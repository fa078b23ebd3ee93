"""Calls are counted in an attribute of a function, under a lock."""
# expect: passed

import threading

lock = threading.Lock()


def count():
    pass


count.calls = 0


def one():
    with lock:
        count.calls += 1


def other():
    with lock:
        count.calls += 1


def test_both(together):
    together(one, other)
    assert count.calls == 2
