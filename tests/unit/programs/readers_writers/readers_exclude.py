"""A plain mutex: readers never share."""
# expect: wrong

import threading


class Lock:
    def __init__(self):
        self.readers = 0
        self.changed = threading.Condition()

    def enter(self):
        self.changed.acquire()

    def leave(self):
        self.changed.release()


def test_readers_share(together, witness):
    lock = Lock()
    inside = []

    def reader(name):
        lock.enter()
        inside.append(name)
        if len(inside) == 2:
            witness()
        inside.remove(name)
        lock.leave()

    together(lambda: reader("a"), lambda: reader("b"))
