"""A dict comprehension over `list(stock.items())`."""
# expect: passed

stock = {"a": 1}


def test_copied(together):
    got = together(lambda: stock.update(b=2), lambda: {k: v for k, v in list(stock.items())})[1]
    assert got in ({"a": 1}, {"a": 1, "b": 2})
