"""No lock: work out the next total, and start again if another thread was quicker.

``dict.setdefault`` is one step and says who won: the n-th total is that of whoever came first.
"""


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._totals: dict[int, tuple[int]] = {0: (0,)}

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        while True:
            last = len(self._totals) - 1
            mine = (self._totals[last][0] + amount,)
            if self._totals.setdefault(last + 1, mine) is mine:
                return

    @property
    def value(self) -> int:
        """The total now."""
        return self._totals[len(self._totals) - 1][0]
