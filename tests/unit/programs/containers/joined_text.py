"""`str.join` over a list that another thread fills in two steps."""
# expect: race

words = []


def fill():
    words.append("a")
    words.append("b")


def test_all_or_none(together):
    assert together(fill, lambda: "".join(words))[1] in {"", "ab"}
