"""An object is copied under the lock under which it is changed."""
# expect: passed

import copy
import threading


class Range:
    def __init__(self):
        self.low = self.high = 0


def test_consistent(together):
    shared, lock = Range(), threading.Lock()

    def move():
        with lock:
            shared.low = 1
            shared.high = 1

    def snapshot():
        with lock:
            return copy.copy(shared)

    seen = together(move, snapshot)[1]
    assert seen.low == seen.high
