"""The values are summed in a loop while the dict grows."""
# expect: race

balances = {"a": 10, "b": 10}


def test_snapshot(together):
    def grow():
        balances["c"] = 5

    seen, _ = together(lambda: sum(value + 0 for value in balances.values()), grow)
    assert seen in (20, 25)
