"""`first, *rest = items` takes a copy in one step."""
# expect: passed

items = [1, 2]


def test_whole(together):
    def read():
        first, *rest = items
        return [first, *rest]

    assert together(lambda: items.extend([3, 4]), read)[1] in ([1, 2], [1, 2, 3, 4])
