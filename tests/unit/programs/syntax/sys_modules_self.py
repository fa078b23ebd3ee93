"""A module counts in itself through `sys.modules[__name__]`."""
# expect: race

import sys

calls = 0


def work():
    me = sys.modules[__name__]
    me.calls = me.calls + 1


def test_both(together):
    together(work, work)
    assert calls == 2
