"""A default argument is read when the function is made, before the threads start."""
# expect: passed

limit = 1


def make(n=limit):
    return n


def test_same(together):
    def change():
        global limit
        limit = 2

    assert together(change, make)[1] == 1
