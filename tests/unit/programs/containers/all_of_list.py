"""`all` and `max` over a list of ints are one step each."""
# expect: passed

marks = [0, 0]


def mark():
    marks[0] = 1
    marks[1] = 2


def test_max(together):
    def look():
        return all(marks), max(marks)

    every, top = together(mark, look)[1]
    assert not every or top == 2
