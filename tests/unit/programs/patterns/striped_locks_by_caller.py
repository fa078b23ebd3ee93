"""The stripe depends on the caller, not on the key."""
# expect: race

import threading


class Counts:
    def __init__(self):
        self.stripes = [(threading.Lock(), {}) for _ in range(2)]

    def add(self, key, me=0):
        lock, counts = self.stripes[me][0], self.stripes[key % 2][1]
        with lock:
            counts[key] = counts.get(key, 0) + 1


def test_counted(together):
    counts = Counts()
    together(lambda: counts.add(1), lambda: counts.add(1, me=1), lambda: counts.add(3))
    assert counts.stripes[1][1] == {1: 2, 3: 1}
