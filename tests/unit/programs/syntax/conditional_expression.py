"""`a if a else b` reads twice."""
# expect: race

class Box:
    value = 1


def test_never_none(together):
    def clear():
        Box.value = None

    assert together(clear, lambda: Box.value if Box.value is not None else 0)[1] is not None
