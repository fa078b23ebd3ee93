"""Slots, one of them the lock."""
# expect: passed

import threading


class Counter:
    __slots__ = ("__value", "lock")

    def __init__(self):
        self.__value, self.lock = 0, threading.Lock()

    def add(self):
        with self.lock:
            self.__value += 1
            return self.__value


def test_added(together):
    counter = Counter()
    assert sorted(together(counter.add, counter.add)) == [1, 2]
