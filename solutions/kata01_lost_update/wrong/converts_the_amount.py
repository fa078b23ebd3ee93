"""`int(amount)` makes a number of "5", where `int + amount` refuses it, and a `ValueError` of "x"."""
# expect: wrong in correctness

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            self._value += int(amount)

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
