"""A counter whose lock guards each update."""
# expect: passed

import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, amount):
        with self.lock:
            self.value += amount


def test_no_update_is_lost(together):
    counter = Counter()
    together(lambda: counter.add(1), lambda: counter.add(2))
    assert counter.value == 3
