"""`len` before and after `add` does not tell who was first."""
# expect: race

seen, done = set(), []


def visit(page):
    before = len(seen)
    seen.add(page)
    if len(seen) > before:
        done.append(page)


def test_once(together):
    together(lambda: visit("a"), lambda: visit("a"))
    assert done == ["a"]
