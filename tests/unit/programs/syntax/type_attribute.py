"""A class attribute is changed through an instance's `__class__` and `type`."""
# expect: race

class Box:
    count = 0


def test_both(together):
    box = Box()

    def one():
        type(box).count += 1

    def two():
        box.__class__.count += 1

    together(one, two)
    assert Box.count == 2
