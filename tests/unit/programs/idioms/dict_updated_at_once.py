"""Two attributes are set in one step, by their name space."""
# expect: passed


class Pair:
    def __init__(self):
        self.x = self.y = 0


def test_equal(together):
    pair = Pair()

    def move():
        pair.__dict__.update(x=1, y=1)

    def read():
        x, y = pair.__dict__.copy().values()
        return x == y

    assert together(move, read)[1]
