"""A plain lock is taken again in the recursion."""
# expect: deadlock

import threading


class Node:
    lock = threading.Lock()

    def __init__(self, value, *children):
        self.value, self.children = value, list(children)

    def total(self):
        with Node.lock:
            return self.value + sum(child.total() for child in self.children)


def test_total():
    assert Node(1, Node(2)).total() == 3
