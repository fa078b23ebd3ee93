"""The getter polls three times and then gives up."""
# expect: race

import threading
import time


class Buffer:
    def __init__(self):
        self.items = []
        self.lock = threading.Lock()

    def put(self, item):
        while True:
            with self.lock:
                if not self.items:
                    self.items.append(item)
                    return
            time.sleep(0.01)

    def get(self):
        for _ in range(3):
            with self.lock:
                if self.items:
                    return self.items.pop()
            time.sleep(0.01)


def test_nothing_lost(together):
    buffer = Buffer()
    _, got = together(lambda: [buffer.put(1), buffer.put(2)], lambda: [buffer.get(), buffer.get()])
    assert got == [1, 2]
