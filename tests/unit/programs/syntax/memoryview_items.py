"""Items of a `memoryview` are counted up."""
# expect: race

data = bytearray(1)
view = memoryview(data)


def add():
    view[0] += 1


def test_both(together):
    together(add, add)
    assert data[0] == 2
