"""`items[0:1] += ...` reads a slice and stores a slice."""
# expect: race

items = []


def add(n):
    items[0:0] += [n]
    items[0:1] += [n]


def test_all(together):
    together(lambda: add(1), lambda: add(2))
    assert sorted(items) == [1, 1, 2, 2]
