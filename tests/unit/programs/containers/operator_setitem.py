"""`operator.getitem` and `operator.setitem` are two steps."""
# expect: race

import operator


def test_it(together):
    d = {"n": 0}

    def add():
        operator.setitem(d, "n", operator.getitem(d, "n") + 1)

    together(add, add)
    assert d["n"] == 2
