"""A slot is counted up without a lock."""
# expect: race

class Ids:
    __slots__ = ("_numbers",)

    def __init__(self):
        self._numbers = 0

    def take(self):
        self._numbers += 1
        return self._numbers


def test_ids_differ(together):
    ids = Ids()
    assert sorted(together(ids.take, ids.take, ids.take)) == [1, 2, 3]
