"""A walrus keeps what was read for both its uses."""
# expect: passed

class Box:
    value = 1


def test_never_none(together):
    def clear():
        Box.value = None

    assert together(clear, lambda: seen if (seen := Box.value) is not None else 0)[1] is not None
