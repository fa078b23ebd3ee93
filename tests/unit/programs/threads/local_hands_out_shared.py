"""The `threading.local` is each thread's own, the list in it is not."""
# expect: race

import threading

shared = [0]


class Own(threading.local):
    def __init__(self):
        self.items = shared


own = Own()


def add():
    own.items[0] += 1


def test_counted(together):
    together(add, add)
    assert shared == [2]
