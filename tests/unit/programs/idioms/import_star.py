"""`from threading import *` brings everything that is public."""
# expect: passed

from threading import *

lock, count = Lock(), 0


def add():
    global count
    with lock:
        count += 1


def test_counted(together):
    together(add, add)
    assert count == 2
