"""A semaphore with two permits lets two threads in; a lock has one."""
# expect: race in schedules

from threading import BoundedSemaphore


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._turns = BoundedSemaphore(2)

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._turns:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        with self._turns:
            return self._value
