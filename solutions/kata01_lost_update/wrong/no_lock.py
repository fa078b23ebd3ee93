"""No lock at all: `+=` reads, adds and writes, and another thread may write in between."""
# expect: race in schedules


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
