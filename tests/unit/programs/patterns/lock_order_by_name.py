"""Locks are taken in the order of their names, whatever order they are asked for in."""
# expect: passed

import threading

locks = {name: threading.Lock() for name in "abc"}
log = []


def both(*names):
    first, second = sorted(names)
    with locks[first], locks[second]:
        log.append(names)


def test_all(together):
    together(lambda: both("a", "b"), lambda: both("b", "c"), lambda: both("c", "a"))
    assert len(log) == 3
