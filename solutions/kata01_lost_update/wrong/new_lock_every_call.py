"""A lock made anew in every call keeps nobody out: each thread locks one of its own."""
# expect: race in schedules

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with Lock():
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        with Lock():
            return self._value
