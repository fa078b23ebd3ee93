"""One condition for all, so all are woken whenever anything changes. Simple, and fine for a few threads."""

import time
from collections.abc import Callable
from threading import Condition


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._capacity = capacity
        self._items: list[T] = []
        self._changed = Condition()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        with self._changed:
            self._wait(lambda: len(self._items) < self._capacity, timeout)
            self._items.append(item)
            self._changed.notify_all()

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        with self._changed:
            self._wait(lambda: len(self._items) > 0, timeout)
            self._changed.notify_all()
            return self._items.pop(0)

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        with self._changed:
            return len(self._items)

    def _wait(self, ready: Callable[[], bool], timeout: float | None) -> None:
        deadline = None if timeout is None else time.monotonic() + timeout
        while not ready():
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError
            self._changed.wait(left)
