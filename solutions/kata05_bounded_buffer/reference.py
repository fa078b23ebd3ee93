"""One lock, and two waiting rooms: those who wait for room, and those who wait for an item.

``wait_for`` is the loop: it looks, waits for what is left of the time, and looks again, also when the
time is up. So whoever has been notified and is too late for its own time-out still takes what it was
notified of, and no notification is lost. Each room holds threads that wait for the same thing, so
waking one of them is enough: one item more, one thread more that can go on.
"""

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
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most.

        Raises:
            TimeoutError: there was no room in time; the item is not in the buffer.
        """
        with self._not_full:
            if not self._not_full.wait_for(lambda: len(self._items) < self._capacity, timeout):
                raise TimeoutError(f"no room for {timeout} s")
            self._items.append(item)
            self._not_empty.notify()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most.

        Raises:
            TimeoutError: there was no item in time; none was taken.
        """
        with self._not_empty:
            if not self._not_empty.wait_for(lambda: self._items, timeout):
                raise TimeoutError(f"no item for {timeout} s")
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
