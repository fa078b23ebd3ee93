"""A queue of linked nodes with one lock for the head and one for the tail, and a dummy between them."""
# expect: passed

import threading


class Node:
    def __init__(self, value=None):
        self.value, self.next = value, None


class TwoLocks:
    def __init__(self):
        self.head = self.tail = Node()
        self.head_lock, self.tail_lock = threading.Lock(), threading.Lock()

    def put(self, value):
        node = Node(value)
        with self.tail_lock:
            self.tail.next = node
            self.tail = node

    def get(self):
        with self.head_lock:
            first = self.head.next
            if first is None:
                return None
            self.head = first
            return first.value


def test_nothing_lost(together):
    queue = TwoLocks()
    _, got = together(lambda: queue.put(1), queue.get)
    assert got in {None, 1}
    assert got == 1 or queue.get() == 1
