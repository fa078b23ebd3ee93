"""An attribute of an imported module is counted up."""
# expect: race

import string

string.calls = 0


def work():
    string.calls += 1


def test_both(together):
    together(work, work)
    assert string.calls == 2
