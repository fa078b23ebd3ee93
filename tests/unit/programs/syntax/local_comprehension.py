"""A comprehension's own variable hides the shared one of the same name."""
# expect: passed

n = 0


def work():
    global n
    squares = [n * n for n in range(3)]
    n = 1
    return squares


def test_own(together):
    assert together(work, work) == [[0, 1, 4]] * 2
    assert n == 1
