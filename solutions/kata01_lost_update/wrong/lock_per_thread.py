"""`threading.local` gives every thread a lock of its own, which no other thread ever waits for."""
# expect: race in schedules

import threading


class _OwnLock(threading.local):
    def __init__(self) -> None:
        self.lock = threading.Lock()


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._own = _OwnLock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._own.lock:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        with self._own.lock:
            return self._value
