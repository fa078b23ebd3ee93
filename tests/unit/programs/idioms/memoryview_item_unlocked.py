"""A byte is changed through two views."""
# expect: race

data = bytearray(1)
view = memoryview(data)


def one():
    view[0] += 1


def other():
    data[0] += 1


def test_both(together):
    together(one, other)
    assert data[0] == 2
