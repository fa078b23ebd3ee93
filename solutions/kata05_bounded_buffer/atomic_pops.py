"""No lock and no condition: places are tokens in a list. `pop` takes one in one step, or raises."""

import time
from collections import deque


def _pause(until: float | None) -> None:
    if until is not None and time.monotonic() >= until:
        raise TimeoutError
    time.sleep(0.005)


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._free: list[None] = [None] * capacity
        self._items: deque[T] = deque()

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                self._free.pop()
                break
            except IndexError:
                _pause(until)
        self._items.append(item)

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                item = self._items.popleft()
            except IndexError:
                _pause(until)
            else:
                self._free.append(None)
                return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)
