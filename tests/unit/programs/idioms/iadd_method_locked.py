"""`__iadd__` counts under a lock and returns the same object, so that `+=` loses nothing."""
# expect: passed

import threading


class Total:
    def __init__(self):
        self.value, self.lock = 0, threading.Lock()

    def __iadd__(self, other):
        with self.lock:
            self.value += other
        return self


total = Total()


def add(by):
    global total
    total += by


def test_total(together):
    together(lambda: add(1), lambda: add(2))
    assert total.value == 3
