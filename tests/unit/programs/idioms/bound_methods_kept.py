"""The lock's methods are kept under names of their own."""
# expect: passed

import threading

_lock = threading.Lock()
take, give = _lock.acquire, _lock.release
count = 0


def add():
    global count
    take()
    try:
        count += 1
    finally:
        give()


def test_counted(together):
    together(add, add)
    assert count == 2
