"""The maximum is found by an `attrgetter` over objects that are changed under a lock, and read under
it."""
# expect: passed

import operator
import threading


class Item:
    def __init__(self, size):
        self.size = size


def test_largest(together):
    lock, items = threading.Lock(), [Item(1), Item(2)]
    size = operator.attrgetter("size")

    def grow():
        with lock:
            items[0].size = size(items[0]) + 1

    together(grow, grow)
    assert sorted(map(size, items)) == [2, 3]
