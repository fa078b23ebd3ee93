"""A dict and a token of one's own: `setdefault` tells who was first."""
# expect: passed

seen, done = {}, []


def visit(page):
    me = object()
    if seen.setdefault(page, me) is me:
        done.append(page)


def test_once(together):
    together(lambda: visit("a"), lambda: visit("a"))
    assert done == ["a"]
