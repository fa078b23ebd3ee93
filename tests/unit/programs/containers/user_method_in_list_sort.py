"""Keys made by a function of C: `sort` is one step."""
# expect: passed

import operator

pairs = [(2, "b"), (1, "a")]


def test_not_empty(together):
    seen = together(lambda: pairs.sort(key=operator.itemgetter(0)), lambda: len(pairs))[1]
    assert seen in {0, 2}
