"""A list is gone through lock by lock: the next is taken before the last is given back."""
# expect: passed

import threading


class Node:
    def __init__(self, value, following=None):
        self.value, self.following, self.lock = value, following, threading.Lock()


def increment_all(node):
    node.lock.acquire()
    while node is not None:
        node.value += 1
        following = node.following
        if following is not None:
            following.lock.acquire()
        node.lock.release()
        node = following


def test_incremented(together):
    head = Node(0, Node(10))
    together(lambda: increment_all(head), lambda: increment_all(head))
    assert (head.value, head.following.value) == (2, 12)
