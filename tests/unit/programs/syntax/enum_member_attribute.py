"""A member of an enum has an attribute that is counted up."""
# expect: race

import enum


class Level(enum.Enum):
    LOW = 1

    def __init__(self, value):
        self.uses = 0


def use():
    Level.LOW.uses += 1


def test_both(together):
    together(use, use)
    assert Level.LOW.uses == 2
