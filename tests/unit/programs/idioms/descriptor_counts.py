"""A descriptor counts its reads in itself, without a lock."""
# expect: race

class Counted:
    def __init__(self):
        self.hits = 0

    def __get__(self, obj, owner):
        if obj is None:
            return self
        self.hits += 1
        return self.hits


class A:
    x = Counted()


def test_it(together):
    a = A()
    assert sorted(together(lambda: a.x, lambda: a.x)) == [1, 2]
