"""Two attributes are replaced as one tuple, so no reader sees half."""
# expect: passed

class Point:
    def __init__(self):
        self.at = (0, 0)

    def move(self, x, y):
        self.at = (x, y)


def test_never_half(together):
    point = Point()
    seen, _ = together(lambda: point.at, lambda: point.move(1, 1))
    assert seen in ((0, 0), (1, 1))
