"""The first two callers may each find no lock, and each makes one: check, then act."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock: Lock | None = None

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        if self._lock is None:
            self._lock = Lock()
        with self._lock:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
