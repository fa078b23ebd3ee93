"""An attribute is polled in a bare loop, and the value was written before it."""
# expect: passed

class Cell:
    ready = False
    value = None


def wait():
    while not Cell.ready:
        pass
    return Cell.value


def tell():
    Cell.value = 42
    Cell.ready = True


def test_value(together):
    assert together(wait, tell)[0] == 42
