"""A flag is no lock: two threads may both find it down before either puts it up."""
# expect: race in schedules

import time


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._busy = False

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        while self._busy:
            time.sleep(0.001)
        self._busy = True
        try:
            self._value += amount
        finally:
            self._busy = False

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
