"""An `RLock` may not be given back by another thread."""
# expect: wrong

import threading

baton = threading.RLock()


def first():
    baton.acquire()


def second():
    baton.release()


def test_order(together):
    together(first, second)
