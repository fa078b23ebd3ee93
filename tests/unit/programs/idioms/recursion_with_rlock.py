"""A tree is gone through recursively under one `RLock`."""
# expect: passed

import threading


class Node:
    lock = threading.RLock()

    def __init__(self, value, *children):
        self.value, self.children = value, list(children)

    def total(self):
        with Node.lock:
            return self.value + sum(child.total() for child in self.children)

    def add(self, by):
        with Node.lock:
            self.value += by
            for child in self.children:
                child.add(by)


def test_all_or_none(together):
    tree = Node(1, Node(2), Node(3))
    assert together(lambda: tree.add(10), tree.total)[1] in {6, 36}
