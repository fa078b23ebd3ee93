"""Nobody is told anything: each looks under the lock, and sleeps between looks, never beyond its deadline."""

import time
from collections.abc import Callable
from threading import Lock


class BoundedBuffer[T]:
    """A queue between producers and consumers that never holds more than ``capacity`` items."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity is {capacity}, and has to be at least 1")
        self._capacity = capacity
        self._items: list[T] = []
        self._lock = Lock()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""

        def add() -> bool:
            if fits := len(self._items) < self._capacity:
                self._items.append(item)
            return fits

        self._try(add, timeout)

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        taken: list[T] = []

        def take() -> bool:
            taken.extend(self._items[:1])
            del self._items[:1]
            return bool(taken)

        self._try(take, timeout)
        return taken[0]

    def _try(self, step: Callable[[], bool], timeout: float | None) -> None:
        deadline = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            with self._lock:
                if step():
                    return
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("the time is up")
            time.sleep(min(0.01, left))

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
