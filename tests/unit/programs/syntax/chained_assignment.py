"""`a.x = a.y = v` stores from left to right."""
# expect: race

class Pair:
    x = y = 0


def test_equal(together):
    def move():
        Pair.x = Pair.y = 1

    assert together(move, lambda: Pair.x == Pair.y)[1]
