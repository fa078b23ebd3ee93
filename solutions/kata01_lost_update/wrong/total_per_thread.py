"""`threading.local` avoids the race by giving every thread a total of its own."""
# expect: wrong in correctness

import threading


class _Own(threading.local):
    value = 0


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._own = _Own()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._own.value += amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._own.value
