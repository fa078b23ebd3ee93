"""`text += ...` on an attribute reads and writes."""
# expect: race

class Log:
    text = ""


def add(word):
    Log.text += word


def test_both(together):
    together(lambda: add("a"), lambda: add("b"))
    assert sorted(Log.text) == ["a", "b"]
