"""`random.choice` asks for the length, then for an item that may be gone."""
# expect: race

import random

items = [1]


def draw():
    if items:
        return random.choice(items)
    return None


def test_drawn(together):
    together(draw, items.clear)
