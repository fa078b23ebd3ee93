"""Calls are counted in an attribute of a function."""
# expect: race


def count():
    pass


count.calls = 0


def one():
    count.calls += 1


def other():
    count.calls += 1


def test_both(together):
    together(one, other)
    assert count.calls == 2
