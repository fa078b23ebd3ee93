"""One condition and `notify()`: it may wake somebody of the same kind, who goes back to sleep."""
# expect: deadlock in schedules

from collections import deque
from threading import Condition


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._capacity = capacity
        self._items: deque[T] = deque()
        self._changed = Condition()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._items) < self._capacity, timeout):
                raise TimeoutError(f"no room for {timeout} s")
            self._items.append(item)
            self._changed.notify()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._items, timeout):
                raise TimeoutError(f"no item for {timeout} s")
            item = self._items.popleft()
            self._changed.notify()
            return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
