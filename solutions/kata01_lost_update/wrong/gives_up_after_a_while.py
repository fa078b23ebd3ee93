"""Where the lock does not come free in time, the amount is dropped without a word."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        if self._lock.acquire(timeout=5.0):
            try:
                self._value += amount
            finally:
                self._lock.release()

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
