"""`get` notifies the getters, not the putters."""
# expect: deadlock

import threading


class Buffer:
    def __init__(self, capacity):
        self.items = []
        self.capacity = capacity
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.capacity:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_empty.notify()
            return item


def test_nothing_lost(together):
    buffer = Buffer(1)
    done = together(lambda: buffer.put(1), lambda: buffer.put(2), lambda: [buffer.get(), buffer.get()])
    assert sorted(done[2]) == [1, 2]
