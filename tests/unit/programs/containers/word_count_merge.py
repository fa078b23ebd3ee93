"""Each thread counts in a dict of its own; one merges after the join."""
# expect: passed

from collections import Counter


def test_counts(together):
    parts = together(lambda: Counter("aab"), lambda: Counter("ab"))
    total = Counter()
    for part in parts:
        total += part
    assert total == {"a": 3, "b": 2}
