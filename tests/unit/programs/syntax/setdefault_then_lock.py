"""Locks are made lazily by `setdefault`: a lock too many is thrown away, never used."""
# expect: passed

import threading

locks, counts = {}, {}


def add(key):
    with locks.setdefault(key, threading.Lock()):
        counts[key] = counts.get(key, 0) + 1


def test_counted(together):
    together(lambda: add("a"), lambda: add("a"))
    assert counts == {"a": 2}
