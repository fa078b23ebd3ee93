"""`+=` on a list extends the one list in place."""
# expect: passed

log = []


def add(name):
    global log
    log += [name]


def test_both(together):
    together(lambda: add(1), lambda: add(2))
    assert sorted(log) == [1, 2]
