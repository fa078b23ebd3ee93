"""Two locks, always in the same order, through two functions."""
# expect: passed

import threading

outer, inner = threading.Lock(), threading.Lock()
log = []


def write(text):
    with inner:
        log.append(text)


def both(text):
    with outer:
        write(text)


def test_written(together):
    together(lambda: both("a"), lambda: write("b"), lambda: both("c"))
    assert sorted(log) == ["a", "b", "c"]
