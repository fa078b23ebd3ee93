"""The `UserDict` is counted in without the lock."""
# expect: race

import threading
from collections import UserDict


class Tally(UserDict):
    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def add(self, key):
        self[key] = self.get(key, 0) + 1


def test_tally(together):
    tally = Tally()
    together(lambda: tally.add("x"), lambda: tally.add("x"))
    assert tally["x"] == 2
