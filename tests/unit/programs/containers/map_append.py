"""`list(map(items.append, ...))` is a step per item."""
# expect: race

def test_it(together):
    items = []

    def work():
        list(map(items.append, [1, 2]))

    _, n = together(work, lambda: len(items))
    assert n != 1
