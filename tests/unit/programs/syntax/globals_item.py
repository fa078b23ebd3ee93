"""A global is changed through `globals()`."""
# expect: race

count = 0


def add():
    globals()["count"] += 1


def test_both(together):
    together(add, add)
    assert count == 2
