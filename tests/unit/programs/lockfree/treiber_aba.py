"""Without the version the swap takes a head that went and came back (ABA)."""
# expect: race

import threading


class Cell:
    def __init__(self, value):
        self.value = value
        self._lock = threading.Lock()

    def swap(self, expected, new):
        with self._lock:
            if self.value != expected:
                return False
            self.value = new
            return True


class Stack:
    def __init__(self, links):
        self.links = links
        self.head = Cell((0, "a"))

    def pop(self):
        while True:
            version, top = self.head.value
            following = self.links[top]
            if self.head.swap((0, top), (0, following)):
                return top

    def push(self, node):
        while True:
            version, top = self.head.value
            self.links[node] = top
            if self.head.swap((0, top), (0, node)):
                return


def test_nodes_come_once(together):
    stack = Stack({"a": "b", "b": "c", "c": None})

    def churn():
        first, second = stack.pop(), stack.pop()
        stack.push(first)
        return second

    first, second = together(stack.pop, churn)
    assert stack.head.value[1] != second
    assert first != second or first == "a"
