"""The lock is given back before the next is taken, and the value is read in between."""
# expect: race

import threading


class Node:
    def __init__(self, value, following=None):
        self.value, self.following, self.lock = value, following, threading.Lock()


def increment_all(node):
    node.lock.acquire()
    while node is not None:
        following = node.following
        node.lock.release()
        node.value += 1
        if following is not None:
            following.lock.acquire()
        node = following


def test_incremented(together):
    head = Node(0, Node(10))
    together(lambda: increment_all(head), lambda: increment_all(head))
    assert (head.value, head.following.value) == (2, 12)
