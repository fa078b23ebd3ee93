"""The total is worked out where readers can see it: in the middle of that it is any old number."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._amounts: list[int] = []
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            self._amounts.append(0 + amount)
            self._value = 0
            for each in self._amounts:
                self._value += each

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
