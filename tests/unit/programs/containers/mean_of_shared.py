"""`statistics.mean` over a list that changes in two steps."""
# expect: race

import statistics

items = [1, 3]


def change():
    items[0] += 1
    items[1] -= 1


def test_mean(together):
    assert together(change, lambda: statistics.mean(items))[1] == 2
