"""A loop's target is an attribute that the other thread reads in two places."""
# expect: race

class Cursor:
    at = 0


def walk():
    for Cursor.at in range(3):
        pass


def read():
    return Cursor.at == Cursor.at


def test_stable(together):
    assert together(walk, read)[1]
