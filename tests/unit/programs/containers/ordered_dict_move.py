"""A least-recently-used cache: the oldest is looked up, then popped by name."""
# expect: race

from collections import OrderedDict

cache = OrderedDict(a=1, b=2)


def evict():
    oldest = next(iter(cache))
    return cache.pop(oldest)


def test_both_evicted(together):
    assert sorted(together(evict, evict)) == [1, 2]
