"""A sequence pattern between two appends."""
# expect: race

items = []


def test_two_or_none(together):
    def fill():
        items.append(1)
        items.append(2)

    def read():
        match items:
            case []:
                return 0
            case [_, _]:
                return 2
            case _:
                return None

    assert together(fill, read)[1] is not None
