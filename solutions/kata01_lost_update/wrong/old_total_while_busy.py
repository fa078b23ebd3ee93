"""A reader that finds the lock taken makes do with the total that was last read, however old."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._last_read = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        if self._lock.acquire(blocking=False):
            self._last_read = self._value
            self._lock.release()
        return self._last_read
