"""A comprehension asks the dict in its condition and in its value."""
# expect: race

stock = {"a": 1, "b": 1}


def sell():
    return [stock.pop(name) for name in ("a", "b") if name in stock]


def test_sold_once(together):
    together(sell, sell)
