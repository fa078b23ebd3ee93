"""The room is handed back before the item is out."""
# expect: race

import threading
from collections import deque


class Buffer:
    def __init__(self, capacity):
        self.items = deque()
        self.room = threading.Semaphore(capacity)
        self.filled = threading.Semaphore(0)
        self.lock = threading.Lock()
        self.most = 0

    def put(self, item):
        self.room.acquire()
        with self.lock:
            self.items.append(item)
            self.most = max(self.most, len(self.items))
        self.filled.release()

    def get(self):
        self.filled.acquire()
        self.room.release()
        with self.lock:
            item = self.items.popleft()
        return item


def test_nothing_lost(together):
    buffer = Buffer(1)
    done = together(lambda: buffer.put(1), lambda: buffer.put(2), lambda: (buffer.get(), buffer.get()))
    assert sorted(done[2]) == [1, 2]
    assert buffer.most == 1
