"""Who saw it is counted in an exception."""
# expect: race

error = ValueError()
error.seen = 0


def one():
    error.seen += 1


def other():
    error.seen += 1


def test_both(together):
    together(one, other)
    assert error.seen == 2
