"""An exception object is shared and counts in an attribute."""
# expect: race

error = ValueError("x")
error.seen = 0


def note():
    try:
        raise error
    except ValueError as caught:
        caught.seen += 1


def test_both(together):
    together(note, note)
    assert error.seen == 2
