"""Who puts, and who gets, waits holding a lock: behind one who waits for ever, no time-out ends in time."""
# expect: wrong in schedules

from collections import deque
from threading import Lock, Semaphore


class BoundedBuffer[T]:
    """A queue between producers and consumers that never holds more than ``capacity`` items."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity is {capacity}, and has to be at least 1")
        self._items: deque[T] = deque()
        self._room = Semaphore(capacity)
        self._there = Semaphore(0)
        self._putting, self._getting = Lock(), Lock()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        with self._putting:
            if not self._room.acquire(timeout=timeout):
                raise TimeoutError("the buffer is full")
            self._items.append(item)
            self._there.release()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        with self._getting:
            if not self._there.acquire(timeout=timeout):
                raise TimeoutError("the buffer is empty")
            item = self._items.popleft()
            self._room.release()
            return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
