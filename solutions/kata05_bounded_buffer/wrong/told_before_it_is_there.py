"""The permit for an item is released before the item is in: a `get` that is quick finds nothing."""
# expect: deadlock | race in schedules

from collections import deque
from threading import Semaphore


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._items: deque[T] = deque()
        self._places, self._there = Semaphore(capacity), Semaphore(0)

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        if not self._places.acquire(timeout=timeout):
            raise TimeoutError
        self._there.release()
        self._items.append(item)

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        if not self._there.acquire(timeout=timeout):
            raise TimeoutError
        item = self._items.popleft()
        self._places.release()
        return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
