"""`max` first and `all` later: in between the second mark may come."""
# expect: race

marks = [0, 0]


def mark():
    marks[0] = 1
    marks[1] = 2


def test_max(together):
    def look():
        return max(marks), all(marks)

    top, every = together(mark, look)[1]
    assert not every or top == 2
