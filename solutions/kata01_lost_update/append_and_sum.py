"""No lock: every amount is kept, and ``list.append`` is one step.

Nothing is read before it is written, so there is nothing to lose. The sum goes on until it meets
the end of the list, and what it has then is the total of that moment. The price is memory, and a
read that takes longer with every ``add``.
"""


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._amounts: list[int] = []

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total; `0 +` refuses here what the sum would choke on later."""
        self._amounts.append(0 + amount)

    @property
    def value(self) -> int:
        """The total now."""
        return sum(self._amounts)
