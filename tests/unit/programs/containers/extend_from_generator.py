"""`extend` from a generator runs Python code between the items."""
# expect: race

def test_it(together):
    items = []
    _, n = together(lambda: items.extend(x for x in [1, 2]), lambda: len(items))
    assert n != 1
