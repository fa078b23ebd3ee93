"""When the addition raises, nobody releases the lock, and the next caller waits for ever."""
# expect: deadlock in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._lock.acquire()
        self._value += amount
        self._lock.release()

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
