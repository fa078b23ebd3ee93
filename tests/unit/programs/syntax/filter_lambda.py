"""The second mark is set before the first is taken away: a `filter` from the left always finds one."""
# expect: passed

marks = [True, False]


def test_one(together):
    def move():
        marks[1] = True
        marks[0] = False

    assert list(together(move, lambda: list(filter(lambda i: marks[i], [0, 1])))[1]) != []
