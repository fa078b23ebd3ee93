"""What a failed call puts back is the total from before it began; what others added since is gone."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        before = self.value
        try:
            with self._lock:
                self._value += amount
        except TypeError:
            with self._lock:
                self._value = before
            raise

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
