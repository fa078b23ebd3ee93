"""Anything is taken in, and it is the reader, much later, who gets the `TypeError`."""
# expect: wrong in correctness


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._amounts: list[int] = []

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._amounts.append(amount)

    @property
    def value(self) -> int:
        """The total now."""
        return sum(self._amounts)
