"""Readers share; the first locks the room, the last unlocks it."""
# expect: passed

import threading


class Lock:
    def __init__(self):
        self.readers = 0
        self.count = threading.Lock()
        self.room = threading.Lock()

    def read(self, look):
        with self.count:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()
        value = look()
        with self.count:
            self.readers -= 1
            if self.readers == 0:
                self.room.release()
        return value

    def write(self, change):
        with self.room:
            change()


def test_no_torn_read(together):
    lock, pair = Lock(), [0, 0]

    def change():
        pair[0] += 1
        pair[1] += 1

    first, second, _ = together(*[lambda: lock.read(lambda: (pair[0], pair[1]))] * 2, lambda: lock.write(change))
    assert first[0] == first[1] and second[0] == second[1]
