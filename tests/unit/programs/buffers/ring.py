"""A ring of fixed size between one producer and one consumer."""
# expect: passed

import threading


class Ring:
    def __init__(self, size):
        self.slots = [None] * size
        self.read = self.write = 0
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while self.write - self.read == len(self.slots):
                self.changed.wait()
            self.slots[self.write % len(self.slots)] = item
            self.write += 1
            self.changed.notify()

    def get(self):
        with self.changed:
            while self.write == self.read:
                self.changed.wait()
            item = self.slots[self.read % len(self.slots)]
            self.read += 1
            self.changed.notify()
            return item


def test_first_in_first_out(together):
    ring = Ring(1)

    def produce():
        for item in "abc":
            ring.put(item)

    _, got = together(produce, lambda: [ring.get() for _ in "abc"])
    assert got == ["a", "b", "c"]
