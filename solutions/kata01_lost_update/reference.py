"""One lock per counter, held from the read of the old total to the write of the new one.

``self._value += amount`` is three steps: read, add, write. A thread that is stopped after the read
writes a total that knows nothing of what the others added meanwhile. The lock makes the three steps
one: whoever reads the old total is the next to write.
"""

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()  # made here, once: a lock only helps those who share it

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total; `with` lets go of the lock also when the addition raises."""
        with self._lock:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now: under the lock, so that it is never one that is still being worked out."""
        with self._lock:
            return self._value
