"""The level is checked through the property before the lock is taken."""
# expect: race

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
        if self.level < 1:
            with self._lock:
                self._level += 1


def test_at_most_one(together):
    valve = Valve()
    together(valve.open, valve.open)
    assert valve.level == 1
