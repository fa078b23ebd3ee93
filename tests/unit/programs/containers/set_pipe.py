"""`|=` on a set adds in place: both members are there."""
# expect: passed

members = set()


def add(name):
    global members
    members |= {name}


def test_both(together):
    together(lambda: add(1), lambda: add(2))
    assert members == {1, 2}
