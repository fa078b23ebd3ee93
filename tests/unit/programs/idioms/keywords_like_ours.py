"""Keyword arguments may have any name."""
# expect: passed

import functools
from collections import Counter, OrderedDict


def test_names(together):
    def work():
        counter = Counter(self=42, function=1)
        made = dict(self=1, site=2, obj=3, method=4, write=5, value=6)
        made.update(self=2, obj=4)
        ordered = OrderedDict(self=1, method=2)
        bound = functools.partial(dict, self=1, site=2)
        return counter["self"] + made["self"] + ordered["self"] + bound()["site"]

    assert together(work, work) == [47, 47]
