"""A semaphore with a single permit is a lock, if everybody gives back what they took."""

import threading as t


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._turn = t.BoundedSemaphore(1)
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._turn:
            old = self._value
            self._value = old + amount

    @property
    def value(self) -> int:
        """The total now."""
        with self._turn:
            return self._value
