"""The writer takes the turnstile and forgets the room."""
# expect: race

import threading
from contextlib import contextmanager


class Lock:
    def __init__(self):
        self.turnstile = threading.Lock()
        self.room = threading.Lock()
        self.count = threading.Lock()
        self.readers = 0

    @contextmanager
    def read(self):
        with self.turnstile:
            pass
        with self.count:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()
        try:
            yield
        finally:
            with self.count:
                self.readers -= 1
                if self.readers == 0:
                    self.room.release()

    @contextmanager
    def write(self):
        with self.turnstile:
            yield


def test_exclusive(together):
    lock, log = Lock(), []

    def read():
        with lock.read():
            log.append("r")
            log.append("r")

    def write():
        with lock.write():
            log.append("w")
            log.append("w")

    together(read, write)
    assert "".join(log) in ("rrww", "wwrr")
