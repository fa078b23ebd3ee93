"""The factory is Python code, so two threads may each make a group."""
# expect: race

from collections import defaultdict


def test_groups(together):
    groups = defaultdict(lambda: [item for item in ()])

    def add(key, item):
        groups[key].append(item)

    together(lambda: add("x", 1), lambda: add("x", 2))
    assert sorted(groups["x"]) == [1, 2]
