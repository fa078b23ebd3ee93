"""A shared generator behind a lock."""
# expect: passed

import threading


class Locked:
    def __init__(self, iterator):
        self.iterator, self.lock = iterator, threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self.lock:
            return next(self.iterator)


def test_each_once(together):
    numbers = Locked(n * n for n in range(4))
    first, second = together(lambda: [next(numbers), next(numbers)], lambda: [next(numbers), next(numbers)])
    assert sorted(first + second) == [0, 1, 4, 9]
