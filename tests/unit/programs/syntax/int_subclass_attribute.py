"""A subclass of `int` has an attribute beside its value."""
# expect: race

class Marked(int):
    pass


value = Marked(1)
value.uses = 0


def use():
    value.uses += 1


def test_both(together):
    together(use, use)
    assert value.uses == 2
