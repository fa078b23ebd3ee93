"""The generator is shared without a lock."""
# expect: race

import threading

SEEN = []


class Locked:
    def __init__(self, iterator):
        self.iterator, self.lock = iterator, threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.iterator)


def test_each_once(together):
    numbers = Locked(SEEN.append(n) or n * n for n in range(4))
    first, second = together(lambda: [next(numbers), next(numbers)], lambda: [next(numbers), next(numbers)])
    assert sorted(first + second) == [0, 1, 4, 9]
