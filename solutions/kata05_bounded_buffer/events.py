"""Two events say "worth a look"; who finds nothing clears the event, under the lock, and waits for it."""

import time
from collections import deque
from threading import Event, Lock


def _end(timeout: float | None) -> float | None:
    return None if timeout is None else time.monotonic() + timeout


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._capacity = capacity
        self._items: deque[T] = deque()
        self._lock = Lock()
        self._not_full, self._not_empty = Event(), Event()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        until = _end(timeout)
        while True:
            with self._lock:
                if len(self._items) < self._capacity:
                    self._items.append(item)
                    self._not_empty.set()
                    return
                self._not_full.clear()
            self._not_full.wait(_left(until))

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        until = _end(timeout)
        while True:
            with self._lock:
                if self._items:
                    self._not_full.set()
                    return self._items.popleft()
                self._not_empty.clear()
            self._not_empty.wait(_left(until))

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
