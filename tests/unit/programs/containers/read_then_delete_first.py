"""The first item is read and then deleted."""
# expect: race

items = [1, 2, 3]


def take():
    item = items[0]
    del items[0]
    return item


def test_two_taken(together):
    assert len(set(together(take, take))) == 2
