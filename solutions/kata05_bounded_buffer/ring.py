"""A ring of places that are used again and again, with two counters that only rise, and an `RLock` below.

The n-th item goes to place n modulo capacity: nothing is moved, and nothing is allocated.
"""

from threading import Condition, RLock


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._places: list[T | None] = [None] * capacity
        self._written = self._read = 0
        lock = RLock()
        self._room, self._item = Condition(lock), Condition(lock)

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        with self._room:
            if not self._room.wait_for(lambda: len(self) < len(self._places), timeout):
                raise TimeoutError(f"still full after {timeout} s")
            self._places[self._written % len(self._places)] = item
            self._written += 1
            self._item.notify()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        with self._item:
            if not self._item.wait_for(lambda: len(self) > 0, timeout):
                raise TimeoutError(f"still empty after {timeout} s")
            place = self._read % len(self._places)
            item, self._places[place] = self._places[place], None
            self._read += 1
            self._room.notify()
            return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        with self._item:
            return self._written - self._read
