"""A `bytearray` is extended in one step."""
# expect: passed

text = bytearray()


def test_whole(together):
    together(lambda: text.extend(b"ab"), lambda: text.extend(b"cd"))
    assert bytes(text) in {b"abcd", b"cdab"}
