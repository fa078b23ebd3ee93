"""It is a `queue.Queue` in other clothes."""
# expect: wrong in correctness

import queue


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._queue: queue.Queue[T] = queue.Queue(capacity)

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        try:
            self._queue.put(item, timeout != 0, timeout or None)
        except queue.Full:
            raise TimeoutError from None

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        try:
            return self._queue.get(timeout != 0, timeout or None)
        except queue.Empty:
            raise TimeoutError from None

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return self._queue.qsize()
