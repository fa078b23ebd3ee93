"""Each thread counts under a key of its own."""
# expect: passed

def test_keys(together):
    counts = {"a": 0, "b": 0}

    def work(key):
        for _ in range(2):
            counts[key] += 1

    together(lambda: work("a"), lambda: work("b"))
    assert counts == {"a": 2, "b": 2}
