"""An exception leaves the lock taken for ever."""
# expect: deadlock

import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, amount):
        self.lock.acquire()
        self.value += amount
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
