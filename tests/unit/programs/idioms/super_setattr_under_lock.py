"""Stores are counted in an overridden `__setattr__`, under a lock."""
# expect: passed

import threading

lock = threading.Lock()


class Counting:
    stores = 0

    def __setattr__(self, name, value):
        super().__setattr__("stores", self.stores + 1)
        super().__setattr__(name, value)


shared = Counting()


def one():
    with lock:
        shared.left = 1


def other():
    with lock:
        shared.right = 1


def test_both(together):
    together(one, other)
    assert shared.stores == 2
