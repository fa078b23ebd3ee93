"""A class pattern reads a point that is replaced, never changed."""
# expect: passed


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def test_on_diagonal(together):
    point = Point(0, 0)

    def move():
        nonlocal point
        point = Point(1, 1)

    def read():
        match point:
            case Point(x=0, y=0) | Point(x=1, y=1):
                return True
            case Point(x, y):
                return x == y

    assert together(move, read)[1]
