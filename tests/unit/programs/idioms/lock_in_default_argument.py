"""The lock is the default of an argument: one for all calls."""
# expect: passed

import threading

count = 0


def add(lock=threading.Lock()):
    global count
    with lock:
        count += 1


def test_counted(together):
    together(add, add)
    assert count == 2
