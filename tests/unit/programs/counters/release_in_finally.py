"""A lock that is given back whatever the amount is."""
# expect: passed

import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, amount):
        self.lock.acquire()
        try:
            self.value += amount
        finally:
            self.lock.release()


def test_a_bad_amount_blocks_nobody(together):
    counter = Counter()

    def bad():
        try:
            counter.add("x")
        except TypeError:
            pass

    together(bad, lambda: counter.add(2))
    assert counter.value == 2
