"""A slice copies a list in one step."""
# expect: passed

def test_snapshot(together):
    items = [1]
    seen, _ = together(lambda: items[:], lambda: items.extend([2, 3]))
    assert seen in ([1], [1, 2, 3])
