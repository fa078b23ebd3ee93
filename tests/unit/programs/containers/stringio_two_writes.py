"""A line is written to a shared buffer in two steps."""
# expect: race

import io


def test_lines(together):
    out = io.StringIO()

    def say(word):
        out.write(word)
        out.write("\n")

    together(lambda: say("a"), lambda: say("b"))
    assert sorted(out.getvalue().split("\n")) == ["", "a", "b"]
