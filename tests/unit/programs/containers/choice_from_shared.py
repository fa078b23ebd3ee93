"""A list that may be emptied meanwhile is handed to a library."""
# expect: race

import random

items = [1]


def draw():
    if items:
        return random.choice(items)


def test_drawn(together):
    together(draw, items.clear)
