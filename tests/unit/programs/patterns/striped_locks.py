"""A lock per stripe; a key has always the same stripe."""
# expect: passed

import threading


class Counts:
    def __init__(self):
        self.stripes = [(threading.Lock(), {}) for _ in range(2)]

    def add(self, key):
        lock, counts = self.stripes[key % 2]
        with lock:
            counts[key] = counts.get(key, 0) + 1


def test_counted(together):
    counts = Counts()
    together(lambda: counts.add(1), lambda: counts.add(3), lambda: counts.add(1))
    assert counts.stripes[1][1] == {1: 2, 3: 1}
