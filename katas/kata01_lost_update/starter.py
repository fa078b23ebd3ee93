"""A running total that many threads add to.

As it stands, this is right for one thread. TODO: make it right for any number of them.
"""


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        # TODO: one line, but how many steps? What if another thread gets in between two of them?
        self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
