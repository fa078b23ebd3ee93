"""`in`, then the item, which another has taken out."""
# expect: race

prices = {"a": 1, "b": 2}


def total():
    if "a" in prices:
        return prices["a"] + 2
    return 3


def add():
    del prices["a"]


def test_total(together):
    seen, _ = together(total, add)
    assert seen in (3, 6)
