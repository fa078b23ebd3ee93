"""Read under the lock, write under the lock, but let go in between: each step is safe, the sum is not."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._set(self.value + amount)

    def _set(self, total: int) -> None:
        with self._lock:
            self._value = total

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
