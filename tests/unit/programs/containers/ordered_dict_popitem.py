"""`popitem(last=False)` takes the oldest out in one step."""
# expect: passed

from collections import OrderedDict

cache = OrderedDict(a=1, b=2)


def test_both_evicted(together):
    got = together(lambda: cache.popitem(last=False), lambda: cache.popitem(last=False))
    assert sorted(got) == [("a", 1), ("b", 2)]
