"""Two attributes are written one after the other."""
# expect: race

class Point:
    def __init__(self):
        self.x = self.y = 0

    def move(self, x, y):
        self.x, self.y = x, y


def test_never_half(together):
    point = Point()
    seen, _ = together(lambda: (point.x, point.y), lambda: point.move(1, 1))
    assert seen in ((0, 0), (1, 1))
