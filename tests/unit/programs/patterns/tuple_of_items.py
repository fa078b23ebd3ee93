"""`tuple(d.items())` copies in one step."""
# expect: passed

def test_copied(together):
    table = {"a": 1}
    seen, _ = together(lambda: tuple(table.items()), lambda: table.update(b=2))
    assert seen in ((("a", 1),), (("a", 1), ("b", 2)))
