"""`get` gives the place back before it has taken the item: for a moment there is one too many."""
# expect: race in schedules

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
        self._items.append(item)
        self._there.release()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        if not self._there.acquire(timeout=timeout):
            raise TimeoutError
        self._places.release()
        return self._items.popleft()

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
