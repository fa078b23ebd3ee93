"""An `attrgetter` reads, then the attribute is stored, without the lock."""
# expect: race

import operator
import threading


class Item:
    def __init__(self, size):
        self.size = size


def test_largest(together):
    lock, items = threading.Lock(), [Item(1), Item(2)]
    size = operator.attrgetter("size")

    def grow():
        items[0].size = size(items[0]) + 1

    together(grow, grow)
    assert sorted(map(size, items)) == [2, 3]
