"""The reader leaves the lock only after it took its name back, under one lock for all."""
# expect: wrong

import threading


class Lock:
    def __init__(self):
        self.readers = 0
        self.changed = threading.Condition()

    def enter(self):
        with self.changed:
            self.readers += 1

    def leave(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()


def test_readers_share(together, witness):
    lock = Lock()
    inside = []

    def reader(name):
        lock.enter()
        with lock.changed:
            inside.append(name)
            if len(inside) == 2:
                witness()
            inside.remove(name)
        lock.leave()

    together(lambda: reader("a"), lambda: reader("b"))
