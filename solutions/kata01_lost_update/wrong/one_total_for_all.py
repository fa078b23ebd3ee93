"""The total belongs to the class, so that all counters of the program share it."""
# expect: wrong in correctness

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    _lock = Lock()
    _value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with Counter._lock:
            Counter._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        with Counter._lock:
            return Counter._value
