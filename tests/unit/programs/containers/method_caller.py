"""`methodcaller` reads, then appends what it saw."""
# expect: race

import operator

items = []
size = operator.methodcaller("__len__")


def add():
    items.append(size(items))


def test_numbered(together):
    together(add, add)
    assert items == [0, 1]
