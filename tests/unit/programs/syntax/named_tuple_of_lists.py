"""A named tuple is immutable; the list in it is not."""
# expect: race

from typing import NamedTuple


class Basket(NamedTuple):
    items: list


basket = Basket([0])


def add():
    basket.items[0] += 1


def test_both(together):
    together(add, add)
    assert basket.items == [2]
