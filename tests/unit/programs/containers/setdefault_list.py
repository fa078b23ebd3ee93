"""`setdefault(key, [])` and `append`: two steps, and each is right whenever it comes."""
# expect: passed

groups = {}


def add(key, value):
    groups.setdefault(key, []).append(value)


def test_grouped(together):
    together(lambda: add("a", 1), lambda: add("a", 2))
    assert sorted(groups["a"]) == [1, 2]
