"""Two threads store under keys of their own in a plain `UserDict`."""
# expect: passed

from collections import UserDict


def test_both(together):
    table = UserDict()

    def put(key):
        table[key] = key

    together(lambda: put(1), lambda: put(2))
    assert sorted(table) == [1, 2]
