"""`__getattr__` wraps every method of the inner object with a lock."""
# expect: passed

import threading


class Synchronized:
    def __init__(self, inner):
        self._inner, self._lock = inner, threading.Lock()

    def __getattr__(self, name):
        method = getattr(self._inner, name)

        def locked(*args):
            with self._lock:
                return method(*args)

        return locked


class Counter:
    def __init__(self):
        self.value = 0

    def add(self):
        self.value += 1
        return self.value


def test_added(together):
    counter = Synchronized(Counter())
    assert sorted(together(counter.add, counter.add)) == [1, 2]
