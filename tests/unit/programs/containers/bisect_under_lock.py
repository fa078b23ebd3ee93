"""A sorted list kept in order under a lock."""
# expect: passed

import bisect
import threading


class Scores:
    def __init__(self):
        self.items, self.lock = [], threading.Lock()

    def add(self, score):
        with self.lock:
            self.items.insert(bisect.bisect(self.items, score), score)


def test_sorted(together):
    scores = Scores()
    together(lambda: scores.add(2), lambda: scores.add(1), lambda: scores.add(3))
    assert scores.items == [1, 2, 3]
