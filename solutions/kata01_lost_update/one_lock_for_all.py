"""One lock for every counter of the program: right, though counters wait for each other."""

from threading import Lock

_lock = Lock()


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with _lock:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        with _lock:
            return self._value
