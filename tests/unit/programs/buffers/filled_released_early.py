"""The item is announced before it is there."""
# expect: race | deadlock

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
        self.filled.release()
        with self.lock:
            self.items.append(item)
            self.most = max(self.most, len(self.items))

    def get(self):
        self.filled.acquire()
        with self.lock:
            item = self.items.popleft()
        self.room.release()
        return item


def test_nothing_lost(together):
    buffer = Buffer(1)
    done = together(lambda: buffer.put(1), lambda: buffer.put(2), lambda: (buffer.get(), buffer.get()))
    assert sorted(done[2]) == [1, 2]
    assert buffer.most == 1
