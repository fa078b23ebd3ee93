"""A generator is left suspended with the lock held; nobody closes it."""
# expect: deadlock

import threading

lock, items = threading.Lock(), [1, 2]


def walk():
    with lock:
        yield from items


def test_first(together):
    walkers = []

    def look():
        walker = walk()
        walkers.append(walker)
        return next(walker)

    together(look, look)
