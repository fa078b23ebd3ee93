"""Looks again and again, with no pause between the looks."""
# expect: wrong in correctness

import time
from collections import deque
from threading import Lock


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._capacity = capacity
        self._items: deque[T] = deque()
        self._lock = Lock()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            with self._lock:
                if len(self._items) < self._capacity:
                    self._items.append(item)
                    return
            if until is not None and time.monotonic() >= until:
                raise TimeoutError

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            with self._lock:
                if self._items:
                    return self._items.popleft()
            if until is not None and time.monotonic() >= until:
                raise TimeoutError

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
