"""`Counter.update` with a mapping is Python code, many steps."""
# expect: race

from collections import Counter


def test_it(together):
    counts = Counter()
    together(lambda: counts.update({"a": 1}), lambda: counts.update({"a": 1}))
    assert counts["a"] == 2
