"""Two methods guard one value with two locks."""
# expect: race

import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()
        self.other = threading.Lock()

    def add(self, amount):
        with self.lock:
            self.value += amount

    def take(self, amount):
        with self.other:
            self.value -= amount


def test_no_update_is_lost(together):
    counter = Counter()
    together(lambda: counter.add(1), lambda: counter.take(2))
    assert counter.value == -1
