"""Two attributes are set in one step, and read in two."""
# expect: race


class Pair:
    def __init__(self):
        self.x = self.y = 0


def test_equal(together):
    pair = Pair()

    def move():
        pair.__dict__.update(x=1, y=1)

    assert together(move, lambda: pair.x == pair.y)[1]
