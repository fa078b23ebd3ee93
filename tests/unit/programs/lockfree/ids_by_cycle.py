"""`next` of one `itertools.cycle` deals two workers out in turn."""
# expect: passed

import itertools

turn = itertools.cycle("ab")


def test_dealt(together):
    assert sorted(together(lambda: next(turn), lambda: next(turn))) == ["a", "b"]
