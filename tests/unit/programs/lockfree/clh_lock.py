"""A CLH lock: each spins on the node of whoever came before, hung in by one `dict` swap under a lock."""
# expect: passed

import threading


class Node:
    locked = True


class Queue:
    def __init__(self):
        self.tail, self.swap = Node(), threading.Lock()
        self.tail.locked = False

    def acquire(self):
        node = Node()
        with self.swap:
            before, self.tail = self.tail, node
        while before.locked:
            pass
        return node

    def release(self, node):
        node.locked = False


def test_counted(together):
    queue, count = Queue(), [0]

    def add():
        node = queue.acquire()
        count[0] += 1
        queue.release(node)

    together(add, add)
    assert count == [2]
