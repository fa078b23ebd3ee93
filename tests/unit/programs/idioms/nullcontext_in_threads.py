"""One of two threads is not given the lock."""
# expect: race

import contextlib
import threading

count = 0


def add(lock=None):
    global count
    with lock or contextlib.nullcontext():
        count += 1


def test_counted(together):
    lock = threading.Lock()
    together(lambda: add(lock), add)
    assert count == 2
