"""`del items[0]` takes out one item in one step; two of three are gone."""
# expect: passed

items = [1, 2, 3]


def drop():
    del items[0]


def test_one_left(together):
    together(drop, drop)
    assert items == [3]
