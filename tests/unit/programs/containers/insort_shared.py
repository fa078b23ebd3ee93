"""`insort` of ints is one call of C."""
# expect: passed

import bisect

items = []


def test_sorted(together):
    together(lambda: bisect.insort(items, 2), lambda: bisect.insort(items, 1))
    assert items == [1, 2]
