"""`ChainMap` counts in its first map."""
# expect: race

from collections import ChainMap

counts = ChainMap({}, {"a": 0})


def add():
    counts["a"] += 1


def test_both(together):
    together(add, add)
    assert counts["a"] == 2
