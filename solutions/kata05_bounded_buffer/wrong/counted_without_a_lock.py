"""Two locks, one for each end, and a count of the items that both ends change: updates are lost."""
# expect: race | deadlock in schedules

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._items: deque[T] = deque()
        self._count = 0
        self._putting, self._getting = Lock(), Lock()
        self._places, self._there = Semaphore(capacity), Semaphore(0)

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        if not self._places.acquire(timeout=timeout):
            raise TimeoutError
        with self._putting:
            self._items.append(item)
            self._count += 1
        self._there.release()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        if not self._there.acquire(timeout=timeout):
            raise TimeoutError
        with self._getting:
            item = self._items.popleft()
            self._count -= 1
        self._places.release()
        return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return self._count
