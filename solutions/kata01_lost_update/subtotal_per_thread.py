"""Each thread has a subtotal that it alone writes; a reader copies them all in one step.

``dict.copy`` is what makes it right: subtotals read one after the other belong to different moments.
"""

from threading import get_ident


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._subtotals: dict[int, int] = {}

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        me = get_ident()
        self._subtotals[me] = self._subtotals.get(me, 0) + amount

    @property
    def value(self) -> int:
        """The total now."""
        return sum(self._subtotals.copy().values())
