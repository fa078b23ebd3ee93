"""The lock by hand: `finally` does what `with` does, whatever the addition raises."""

import threading


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value = 0

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        self._lock.acquire()
        try:
            self._value = self._value + amount
        finally:
            self._lock.release()

    @property
    def value(self) -> int:
        """The total now."""
        self._lock.acquire()
        try:
            return self._value
        finally:
            self._lock.release()
