"""Ownership goes round with a token object: only who holds it touches the count."""
# expect: passed

import queue

token_box, count = queue.SimpleQueue(), [0]
token_box.put(count)


def add():
    own = token_box.get()
    own[0] += 1
    token_box.put(own)


def test_counted(together):
    together(add, add)
    assert count == [2]
