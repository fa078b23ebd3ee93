"""A property with a setter that checks, under a lock."""
# expect: passed

import threading


class Valve:
    __slots__ = ("_level", "_lock")

    def __init__(self):
        self._lock = threading.Lock()
        self._level = 0

    @property
    def level(self):
        return self._level

    def open(self):
        with self._lock:
            if self.level < 1:
                self._level += 1


def test_at_most_one(together):
    valve = Valve()
    together(valve.open, valve.open)
    assert valve.level == 1
