"""`|=` on a frozenset makes a new one, so a member is lost."""
# expect: race

members = frozenset()


def add(name):
    global members
    members |= {name}


def test_both(together):
    together(lambda: add(1), lambda: add(2))
    assert members == {1, 2}
