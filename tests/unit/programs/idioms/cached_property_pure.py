"""A `cached_property` that any thread would compute alike."""
# expect: passed

import functools


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @functools.cached_property
    def area(self):
        return 3 * self.radius**2


def test_same(together):
    circle = Circle(2)
    assert together(lambda: circle.area, lambda: circle.area) == [12, 12]
