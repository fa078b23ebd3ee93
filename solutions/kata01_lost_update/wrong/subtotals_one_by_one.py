"""The subtotals are read one after the other: an early one may be out of date when the last is read."""
# expect: race in schedules

import threading


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._subtotals: list[list[int]] = []

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        if not hasattr(self._own, "subtotal"):
            self._own.subtotal = [0]
            self._subtotals.append(self._own.subtotal)
        self._own.subtotal[0] += amount

    @property
    def value(self) -> int:
        """The total now."""
        total = 0
        for subtotal in self._subtotals:
            total += subtotal[0]
        return total
