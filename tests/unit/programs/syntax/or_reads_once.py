"""`a or b` reads once."""
# expect: passed

class Box:
    value = 1


def test_never_none(together):
    def clear():
        Box.value = None

    assert together(clear, lambda: Box.value or 0)[1] is not None
