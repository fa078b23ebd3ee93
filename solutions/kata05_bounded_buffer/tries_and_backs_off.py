"""Never waits for the lock: tries it, and sleeps a little if it is taken, or if there is nothing to do."""

import time
from collections import deque
from collections.abc import Callable
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

        def step() -> bool:
            room = len(self._items) < self._capacity
            if room:
                self._items.append(item)
            return room

        self._until_done(step, timeout)

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        got: list[T] = []

        def step() -> bool:
            if self._items:
                got.append(self._items.popleft())
            return bool(got)

        self._until_done(step, timeout)
        return got[0]

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)

    def _until_done(self, step: Callable[[], bool], timeout: float | None) -> None:
        begin = time.monotonic()
        while True:
            looked = self._lock.acquire(blocking=False)
            if looked:
                try:
                    if step():
                        return
                finally:
                    self._lock.release()
            if looked and timeout is not None and time.monotonic() - begin >= timeout:
                raise TimeoutError
            time.sleep(0.002)
