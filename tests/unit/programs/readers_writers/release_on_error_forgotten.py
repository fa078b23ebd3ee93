"""A reader that raises leaves the room locked."""
# expect: deadlock

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

    def bad_look():
        try:
            lock.read(lambda: pair[2])
        except IndexError:
            pass

    together(bad_look, lambda: lock.write(change))
