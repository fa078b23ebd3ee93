"""Numbers from `itertools.count`, whose `next` is one step."""
# expect: passed

import itertools


class Ids:
    __slots__ = ("_numbers",)

    def __init__(self):
        self._numbers = itertools.count(1)

    def take(self):
        return next(self._numbers)


def test_ids_differ(together):
    ids = Ids()
    assert sorted(together(ids.take, ids.take, ids.take)) == [1, 2, 3]
