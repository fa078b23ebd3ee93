"""`sorted` of a list of ints is one step."""
# expect: passed

def test_sorted(together):
    items = [3, 1]
    seen, _ = together(lambda: sorted(items), lambda: items.append(2))
    assert seen in ([1, 3], [1, 2, 3])
