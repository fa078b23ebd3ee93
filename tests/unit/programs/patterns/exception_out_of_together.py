"""The exception of one thread reaches the caller."""
# expect: passed

def test_raised(together):
    def fail():
        raise LookupError

    try:
        together(fail, lambda: 1)
    except LookupError:
        return
    raise AssertionError("nothing was raised")
