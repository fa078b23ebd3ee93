"""Calls are counted in an attribute of a module, under a lock."""
# expect: passed

import string
import threading

lock = threading.Lock()
string.calls = 0


def one():
    with lock:
        string.calls += 1


def other():
    with lock:
        string.calls += 1


def test_both(together):
    together(one, other)
    assert string.calls == 2
