"""A class pattern reads two attributes, one after the other."""
# expect: race

class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def test_on_diagonal(together):
    point = Point(0, 0)

    def move():
        point.x = 1
        point.y = 1

    def read():
        match point:
            case Point(x, y):
                return x == y

    assert together(move, read)[1]
