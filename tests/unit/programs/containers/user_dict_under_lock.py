"""A `UserDict`, counted in under a lock."""
# expect: passed

import threading
from collections import UserDict


class Tally(UserDict):
    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def add(self, key):
        with self.lock:
            self[key] = self.get(key, 0) + 1


def test_tally(together):
    tally = Tally()
    together(lambda: tally.add("x"), lambda: tally.add("x"))
    assert tally["x"] == 2
