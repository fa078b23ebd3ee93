"""A pause of random length makes it unlikely that two threads meet; it does not keep them apart."""
# expect: race in schedules

import random
import time


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        time.sleep(random.uniform(0.0, 0.01))
        self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
