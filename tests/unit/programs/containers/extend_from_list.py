"""`extend` from a list is one step."""
# expect: passed

def test_it(together):
    items = []
    _, n = together(lambda: items.extend([1, 2]), lambda: len(items))
    assert n != 1
