"""Read and write are each locked, not the two together."""
# expect: race

import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, amount):
        with self.lock:
            value = self.value
        with self.lock:
            self.value = value + amount


def test_no_update_is_lost(together):
    counter = Counter()
    together(lambda: counter.add(1), lambda: counter.add(2))
    assert counter.value == 3
