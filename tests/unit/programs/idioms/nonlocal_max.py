"""A closure keeps a running maximum under a lock, two levels deep."""
# expect: passed

import threading


def make():
    best, lock = 0, threading.Lock()

    def outer():
        def offer(value):
            nonlocal best
            with lock:
                if value > best:
                    best = value

        return offer

    return outer(), lambda: best


def test_best(together):
    offer, best = make()
    together(lambda: offer(1), lambda: offer(2))
    assert best() == 2
