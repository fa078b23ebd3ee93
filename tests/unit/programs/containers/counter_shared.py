"""Two threads count in one `Counter`: `c[k] += 1` is two steps."""
# expect: race

from collections import Counter


def test_counts(together):
    total = Counter()

    def count(word):
        for letter in word:
            total[letter] += 1

    together(lambda: count("a"), lambda: count("aab"))
    total["b"] += 1
    assert total == {"a": 3, "b": 2}
