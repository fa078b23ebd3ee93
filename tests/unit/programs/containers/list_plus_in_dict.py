"""`d[k] += [x]` reads the list, extends it in place and stores the same list again."""
# expect: passed

logs = {"a": []}


def add(name):
    logs["a"] += [name]


def test_both(together):
    together(lambda: add(1), lambda: add(2))
    assert sorted(logs["a"]) == [1, 2]
