"""A copy is handed to a library."""
# expect: passed

import random

items = [1]


def draw():
    mine = items.copy()
    if mine:
        return random.choice(mine)


def test_drawn(together):
    together(draw, items.clear)
