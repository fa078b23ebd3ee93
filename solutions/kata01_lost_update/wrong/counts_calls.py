"""`next(itertools.count())` is one step and needs no lock, but it counts calls, not amounts."""
# expect: wrong in correctness

import itertools


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        0 + amount
        self._value = next(self._numbers)

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
