"""The dict changes while it is gone through."""
# expect: race

prices = {"a": 1, "b": 2}


def total():
    return sum(price for _, price in prices.items())


def add():
    prices["c"] = 3


def test_total(together):
    seen, _ = together(total, add)
    assert seen in (3, 6)
