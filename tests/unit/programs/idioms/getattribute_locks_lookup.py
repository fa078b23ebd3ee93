"""`__getattribute__` locks the look-up of the method, not the call."""
# expect: race

import threading

lock = threading.Lock()


class Counter:
    def __init__(self):
        self.value = 0

    def __getattribute__(self, name):
        with lock:
            return super().__getattribute__(name)

    def add(self):
        self.value += 1


def test_added(together):
    counter = Counter()
    together(counter.add, counter.add)
    assert counter.value == 2
