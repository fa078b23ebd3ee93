"""A lock that its owner may take again, so that one locked method can use another.

With a plain ``Lock`` the read of ``self.value`` inside ``add`` would wait for itself for ever.
"""

from threading import RLock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    __slots__ = ("_lock", "_value")

    def __init__(self) -> None:
        self._lock = RLock()
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            self._value = self.value + amount

    @property
    def value(self) -> int:
        """The total now."""
        with self._lock:
            return self._value
