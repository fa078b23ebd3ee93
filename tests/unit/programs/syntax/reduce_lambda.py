"""`functools.reduce` with a lambda that reads two items."""
# expect: race

import functools

items = [1, 3]


def test_sum(together):
    def change():
        items[0] += 1
        items[1] -= 1

    assert together(change, lambda: functools.reduce(lambda total, i: total + items[i], [0, 1], 0))[1] == 4
