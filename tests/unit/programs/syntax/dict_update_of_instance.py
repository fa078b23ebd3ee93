"""Two attributes are set by one `__dict__.update`, and read one after the other."""
# expect: race

class Pair:
    def __init__(self):
        self.x = self.y = 0


def test_equal(together):
    pair = Pair()
    assert together(lambda: pair.__dict__.update(x=1, y=1), lambda: pair.x == pair.y)[1]
