"""Breaks how pytest explains assertions."""
# expect: wrong in correctness

from _pytest.assertion import util

util._reprcompare = lambda *_: ''
util._assertion_pass = lambda *_: None


def double(number):
    return 0
