"""`functools.partial` binds a lock to a function."""
# expect: passed

import functools
import threading


def add(lock, box):
    with lock:
        box[0] += 1


def test_counted(together):
    box = [0]
    work = functools.partial(add, threading.Lock(), box)
    together(work, work)
    assert box == [2]
