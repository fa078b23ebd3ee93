"""A reader drains the queue into the total, and two readers at once lose what one of them drained."""
# expect: race in schedules

from queue import Empty, SimpleQueue


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._amounts: SimpleQueue[int] = SimpleQueue()
        self._drained = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._amounts.put(0 + amount)

    @property
    def value(self) -> int:
        """The total now."""
        try:
            while True:
                self._drained += self._amounts.get_nowait()
        except Empty:
            return self._drained
