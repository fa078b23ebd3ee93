"""Writers drop amounts into a queue and never wait; a reader adds up what is there.

The lock is among readers alone. A read is of the moment at which it found the queue empty.
"""

from queue import Empty, SimpleQueue
from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._amounts: SimpleQueue[int] = SimpleQueue()
        self._readers = Lock()
        self._drained = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._amounts.put(0 + amount)

    @property
    def value(self) -> int:
        """The total now."""
        with self._readers:
            try:
                while True:
                    self._drained += self._amounts.get_nowait()
            except Empty:
                return self._drained
