"""A comprehension pops with a default, and drops what was gone."""
# expect: passed

stock = {"a": 1, "b": 1}


def sell():
    return [price for name in ("a", "b") if (price := stock.pop(name, None)) is not None]


def test_sold_once(together):
    first, second = together(sell, sell)
    assert sorted(first + second) == [1, 1]
