"""`sum(d.values())` over ints is one step."""
# expect: passed

balances = {"a": 10, "b": 10}


def test_snapshot(together):
    def grow():
        balances["c"] = 5

    seen, _ = together(lambda: sum(balances.values()), grow)
    assert seen in (20, 25)
