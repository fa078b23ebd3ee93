"""A global is changed by its name and as an attribute of the module."""
# expect: race

import sys

count = 0


def one():
    global count
    count += 1


def other():
    me = sys.modules[__name__]
    me.count = me.count + 1


def test_both(together):
    together(one, other)
    assert count == 2
