"""`None` is taken for a second: whoever is asked to wait as long as it takes gives up."""
# expect: deadlock | race in schedules

from collections import deque
from threading import Condition, Lock


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._capacity = capacity
        self._items: deque[T] = deque()
        lock = Lock()
        self._not_full = Condition(lock)
        self._not_empty = Condition(lock)

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        with self._not_full:
            if not self._not_full.wait_for(lambda: len(self._items) < self._capacity, timeout):
                raise TimeoutError(f"no room for {timeout} s")
            self._items.append(item)
            self._not_empty.notify()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        with self._not_empty:
            if not self._not_empty.wait_for(lambda: self._items, 1 if timeout is None else timeout):
                raise TimeoutError(f"no item for {timeout} s")
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
