"""`functools.cache` on a pure function: computed twice at worst, the same for all."""
# expect: passed

import functools


@functools.cache
def square(n):
    return n * n


def test_same(together):
    assert together(lambda: square(3), lambda: square(3)) == [9, 9]
    assert 1 <= square.cache_info().misses <= 2
