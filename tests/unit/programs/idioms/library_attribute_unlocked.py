"""Calls are counted in an attribute of a module."""
# expect: race

import string

string.calls = 0


def one():
    string.calls += 1


def other():
    string.calls += 1


def test_both(together):
    together(one, other)
    assert string.calls == 2
