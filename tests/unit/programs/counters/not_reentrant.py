"""A plain lock is taken twice by one thread."""
# expect: deadlock

from threading import Lock


class Counter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def add(self, amount):
        with self._lock:
            self._value += amount

    def add_twice(self, amount):
        with self._lock:
            self.add(amount)
            self.add(amount)

    @property
    def value(self):
        with self._lock:
            return self._value


def test_both_or_none(together):
    counter = Counter()
    _, seen = together(lambda: counter.add_twice(1), lambda: counter.value)
    assert seen in (0, 2)
    assert counter.value == 2
