"""A generator stands in for `count`; two threads cannot be inside it at once."""
# expect: race

def numbers():
    number = 0
    while True:
        number += 1
        LAST.append(number)
        yield number


LAST = []


class Ids:
    __slots__ = ("_numbers",)

    def __init__(self):
        self._numbers = numbers()

    def take(self):
        return next(self._numbers)


def test_ids_differ(together):
    ids = Ids()
    assert sorted(together(ids.take, ids.take, ids.take)) == [1, 2, 3]
