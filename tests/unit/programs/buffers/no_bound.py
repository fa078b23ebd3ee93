"""Nobody waits for room."""
# expect: race

from threading import Condition


class Buffer:
    def __init__(self, capacity):
        self.items, self.capacity, self.changed = [], capacity, Condition()

    def put(self, item):
        with self.changed:
            self.items.append(item)
            assert len(self.items) <= self.capacity
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.items)
            item = self.items.pop(0)
            self.changed.notify_all()
            return item


def test_nothing_lost(together):
    buffer = Buffer(1)
    done = together(lambda: buffer.put(1), lambda: buffer.put(2), lambda: [buffer.get(), buffer.get()])
    assert sorted(done[2]) == [1, 2]
