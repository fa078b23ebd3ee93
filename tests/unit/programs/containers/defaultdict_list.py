"""`defaultdict(list)`: the missing list is made in one step."""
# expect: passed

from collections import defaultdict


def test_groups(together):
    groups = defaultdict(list)

    def add(key, item):
        groups[key].append(item)

    together(lambda: add("x", 1), lambda: add("x", 2))
    assert sorted(groups["x"]) == [1, 2]
