"""Without the dummy an empty queue's head and tail are one field, guarded by two locks."""
# expect: race

import threading


class Node:
    def __init__(self, value=None):
        self.value, self.next = value, None


class TwoLocks:
    def __init__(self):
        self.head = self.tail = None
        self.head_lock, self.tail_lock = threading.Lock(), threading.Lock()

    def put(self, value):
        node = Node(value)
        with self.tail_lock:
            if self.tail is None:
                self.head = self.tail = node
            else:
                self.tail.next = node
                self.tail = node

    def get(self):
        with self.head_lock:
            first = self.head
            if first is None:
                return None
            self.head = first.next
            if self.head is None:
                self.tail = None
            return first.value


def test_nothing_lost(together):
    queue = TwoLocks()
    queue.put(1)
    _, got = together(lambda: queue.put(2), queue.get)
    assert got == 1
    assert queue.get() == 2
