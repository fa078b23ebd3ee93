"""A generator that holds the lock is closed by its reader."""
# expect: passed

import contextlib
import threading

lock, items = threading.Lock(), [1, 2]


def walk():
    with lock:
        yield from items


def look():
    with contextlib.closing(walk()) as walker:
        return next(walker)


def test_first(together):
    assert together(look, look) == [1, 1]
