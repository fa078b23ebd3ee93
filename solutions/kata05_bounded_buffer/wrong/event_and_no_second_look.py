"""Waits for an event, and takes what must be there then: two may have seen the event."""
# expect: race in schedules

from collections import deque
from threading import Event, Lock, Semaphore


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._items: deque[T] = deque()
        self._places, self._not_empty, self._lock = Semaphore(capacity), Event(), Lock()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        if not self._places.acquire(timeout=timeout):
            raise TimeoutError
        with self._lock:
            self._items.append(item)
            self._not_empty.set()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        if not self._not_empty.wait(timeout):
            raise TimeoutError
        with self._lock:
            item = self._items.popleft()
            if not self._items:
                self._not_empty.clear()
        self._places.release()
        return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
