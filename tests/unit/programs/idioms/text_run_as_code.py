"""An update in a string: what is run as text is not rewritten, so nothing can be said of it."""
# expect: unsupported

names = {"n": 0}


def add():
    exec("n = n + 1", names)


def test_two_add(together):
    together(add, add)
    assert names["n"] == 2
