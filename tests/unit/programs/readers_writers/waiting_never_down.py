"""The writer stays counted as waiting; readers wait for ever."""
# expect: deadlock

import threading


class Lock:
    def __init__(self):
        self.readers = self.waiting = 0
        self.writing = False
        self.changed = threading.Condition()

    def start_read(self):
        with self.changed:
            while self.writing or self.waiting:
                self.changed.wait()
            self.readers += 1

    def end_read(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def start_write(self):
        with self.changed:
            self.waiting += 1
            while self.writing or self.readers:
                self.changed.wait()
            self.writing = True

    def end_write(self):
        with self.changed:
            self.writing = False
            self.changed.notify_all()


def test_writer_alone(together):
    lock, pair = Lock(), [0, 0]

    def read():
        lock.start_read()
        seen = pair[0] == pair[1]
        lock.end_read()
        assert seen

    def write():
        lock.start_write()
        pair[0] += 1
        pair[1] += 1
        lock.end_write()

    together(read, write)
    assert pair == [1, 1]
