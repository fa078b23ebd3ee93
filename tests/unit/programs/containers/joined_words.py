"""`str.join` over a list is one step: no word comes without the ones before it."""
# expect: passed

words = []


def fill():
    words.append("a")
    words.append("b")


def test_in_order(together):
    assert together(fill, lambda: "".join(words))[1] in {"", "a", "ab"}
