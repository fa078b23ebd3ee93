"""The new total is shown after the lock is let go, so an older one may be shown last."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._total = 0
        self._shown = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            self._total += amount
            total = self._total
        self._shown = total

    @property
    def value(self) -> int:
        """The total now."""
        return self._shown
