"""The dict is copied in one step before it is gone through."""
# expect: passed

prices = {"a": 1, "b": 2}


def total():
    return sum(price for _, price in list(prices.items()))


def add():
    prices["c"] = 3


def test_total(together):
    seen, _ = together(total, add)
    assert seen in (3, 6)
