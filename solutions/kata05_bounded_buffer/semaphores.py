"""Two semaphores count: free places and items. Whoever has a permit has a place, or an item, for sure.

`append` and `popleft` are one step each, so no lock is needed; a permit is passed on only after that.
"""

from collections import deque
from threading import Semaphore


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._places = Semaphore(capacity)
        self._there = Semaphore(0)
        self._items: deque[T] = deque()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        if not self._places.acquire(timeout=timeout):
            raise TimeoutError("no room")
        self._items.append(item)
        self._there.release()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        if not self._there.acquire(timeout=timeout):
            raise TimeoutError("no item")
        item = self._items.popleft()
        self._places.release()
        return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
