"""`functools.reduce` over a list whose items are changed in two steps."""
# expect: race

import functools
import operator

items = [1, 3]


def change():
    items[0] += 1
    items[1] -= 1


def test_sum(together):
    assert together(change, lambda: functools.reduce(operator.add, items))[1] == 4
