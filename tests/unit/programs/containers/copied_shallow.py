"""`copy.copy` of a list that another thread fills in two steps."""
# expect: race

import copy

items = []


def fill():
    items.append(1)
    items.append(2)


def test_all_or_none(together):
    seen = together(fill, lambda: copy.copy(items))[1]
    assert len(seen) != 1
