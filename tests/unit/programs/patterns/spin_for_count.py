"""A `for` loop over `itertools.count` that waits for a flag."""
# expect: passed

import itertools


def test_it(together):
    flag = []

    def wait():
        for n in itertools.count():
            if flag:
                return n

    assert together(wait, lambda: flag.append(1))[0] >= 0
