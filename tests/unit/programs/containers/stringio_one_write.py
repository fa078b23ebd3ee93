"""A line is written to a shared buffer in one step."""
# expect: passed

import io


def test_lines(together):
    out = io.StringIO()

    def say(word):
        out.write(word + "\n")

    together(lambda: say("a"), lambda: say("b"))
    assert sorted(out.getvalue().split("\n")) == ["", "a", "b"]
