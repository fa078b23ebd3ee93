"""Instances that can be called are the threads' targets."""
# expect: passed

import threading


class Add:
    total, lock = 0, threading.Lock()

    def __init__(self, by):
        self.by = by

    def __call__(self):
        with Add.lock:
            Add.total += self.by


def test_total(together):
    together(Add(1), Add(2))
    assert Add.total == 3
