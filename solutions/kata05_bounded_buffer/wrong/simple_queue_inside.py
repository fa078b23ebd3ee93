"""Semaphores count the places, and a `SimpleQueue` does the rest."""
# expect: wrong in correctness

from queue import Empty, SimpleQueue
from threading import Semaphore


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._places = Semaphore(capacity)
        self._queue: SimpleQueue[T] = SimpleQueue()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        if not self._places.acquire(timeout=timeout):
            raise TimeoutError
        self._queue.put(item)

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        try:
            item = self._queue.get(timeout != 0, timeout or None)
        except Empty:
            raise TimeoutError from None
        self._places.release()
        return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return self._queue.qsize()
