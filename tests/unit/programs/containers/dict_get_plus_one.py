"""`d[k] = d.get(k, 0) + 1` is two steps."""
# expect: race

def test_counts(together):
    total = {}

    def count(letter):
        total[letter] = total.get(letter, 0) + 1

    together(lambda: count("a"), lambda: count("a"))
    total["a"] += 1
    total["b"] = 2
    assert total == {"a": 3, "b": 2}
