"""A queue with one token in it is a lock."""
# expect: passed

import queue

tokens = queue.Queue()
tokens.put("token")
total = 0


def add(amount):
    global total
    token = tokens.get()
    total += amount
    tokens.put(token)


def test_total(together):
    together(lambda: add(1), lambda: add(2))
    assert total == 3
