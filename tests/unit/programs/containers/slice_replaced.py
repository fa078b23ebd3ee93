"""A pair is replaced by one slice assignment, and unpacked in one step."""
# expect: passed

pair = [0, 0]


def change():
    pair[:] = [1, 1]


def read():
    a, b = pair
    return a, b


def test_both(together):
    a, b = together(change, read)[1]
    assert a == b
