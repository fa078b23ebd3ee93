"""A loop's target is an item of a shared list."""
# expect: race

slot = [0]


def walk():
    for slot[0] in (1, 2):
        pass


def test_stable(together):
    assert together(walk, lambda: slot[0] == slot[0])[1]
