"""The old total is read before the lock is taken, so it may be out of date when it is used."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        total = self._value + amount
        with self._lock:
            self._value = total

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
