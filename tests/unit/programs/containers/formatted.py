"""An f-string shows a list between two appends."""
# expect: race

words = []


def fill():
    words.append("a")
    words.append("b")


def test_all_or_none(together):
    assert together(fill, lambda: f"{words}")[1] in ("[]", "['a', 'b']")
