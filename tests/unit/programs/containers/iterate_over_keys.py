"""A comprehension goes through a dict that changes."""
# expect: race

prices = {"a": 1, "b": 2}


def total():
    return sum([prices[key] for key in prices])


def add():
    prices["c"] = 3


def test_total(together):
    seen, _ = together(total, add)
    assert seen in (3, 6)
