"""One thread alone needs no lock: `nullcontext` stands in for it."""
# expect: passed

import contextlib
import threading

count = 0


def add(lock=None):
    global count
    with lock or contextlib.nullcontext():
        count += 1


def test_counted(together):
    add()
    lock = threading.Lock()
    together(lambda: add(lock), lambda: add(lock))
    add()
    assert count == 4
