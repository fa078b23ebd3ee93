"""The getter says that it took the item, then takes it."""
# expect: race

import threading


class Channel:
    def __init__(self):
        self.lock = threading.Lock()
        self.filled = threading.Semaphore(0)
        self.taken = threading.Semaphore(0)

    def put(self, item):
        with self.lock:
            self.item = item
            self.filled.release()
            self.taken.acquire()

    def get(self):
        self.filled.acquire()
        self.taken.release()
        return self.item


def test_handed_over(together):
    channel = Channel()
    done = together(lambda: channel.put(1), lambda: channel.put(2), lambda: {channel.get(), channel.get()})
    assert done[2] == {1, 2}
