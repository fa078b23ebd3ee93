"""Two putters look at the list without the lock and both find it empty."""
# expect: race

import threading
import time


class Buffer:
    def __init__(self):
        self.items = []
        self.lock = threading.Lock()

    def put(self, item):
        while True:
            if not self.items:
                with self.lock:
                    self.items.append(item)
                assert len(self.items) <= 1
                return
            time.sleep(0.01)

    def get(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.pop()
            time.sleep(0.01)


def test_nothing_lost(together):
    buffer = Buffer()
    got = together(lambda: buffer.put(1), lambda: buffer.put(2), buffer.get, buffer.get)[2:]
