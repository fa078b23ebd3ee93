"""A global is changed by its name and as an item of `globals()`."""
# expect: race

count = 0


def one():
    global count
    count += 1


def other():
    names = globals()
    names["count"] = names["count"] + 1


def test_both(together):
    together(one, other)
    assert count == 2
