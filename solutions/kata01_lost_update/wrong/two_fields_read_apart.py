"""Two fields that belong together are read without the lock: one may be from before, one from after."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._raised = 0
        self._lowered = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            if amount >= 0:
                self._raised += amount
            else:
                self._lowered -= amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._raised - self._lowered
