"""`StringIO.write` is one call of C."""
# expect: passed

import io

out = io.StringIO()


def test_whole(together):
    together(lambda: out.write("ab"), lambda: out.write("cd"))
    assert out.getvalue() in {"abcd", "cdab"}
