"""The `TypeError` comes, but the bad amount stays in the list, and every later call fails as well."""
# expect: wrong in schedules

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
            self._amounts.append(amount)
            self._value = sum(self._amounts)

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
