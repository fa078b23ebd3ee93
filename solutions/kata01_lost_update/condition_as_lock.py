"""A condition brings a lock of its own; nobody waits here, so that lock is all there is to it."""

from threading import Condition


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._changed:
            self._value += amount
            self._changed.notify_all()

    @property
    def value(self) -> int:
        """The total now."""
        with self._changed:
            return self._value
