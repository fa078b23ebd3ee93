"""Whoever has to wait leaves a lock of its own in a line, and is let in by name: first come, first served.

Who gives up steps out of the line; if it has been called in the same moment, it takes its turn after all.
"""

from collections import deque
from threading import Lock


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._items: deque[T] = deque()
        self._lock = Lock()
        self._for_room: deque[Lock] = deque()
        self._for_items: deque[Lock] = deque()
        self._room, self._ready = capacity, 0  # places and items that nobody has been promised

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most."""
        with self._lock:
            turn = self._line_up("_room", self._for_room)
        if turn is not None:
            self._wait(turn, self._for_room, timeout)
        with self._lock:
            self._items.append(item)
            self._hand_on("_ready", self._for_items)

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most."""
        with self._lock:
            turn = self._line_up("_ready", self._for_items)
        if turn is not None:
            self._wait(turn, self._for_items, timeout)
        with self._lock:
            item = self._items.popleft()
            self._hand_on("_room", self._for_room)
            return item

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        return len(self._items)

    def _line_up(self, stock: str, line: deque[Lock]) -> "Lock | None":
        if getattr(self, stock) > 0:
            setattr(self, stock, getattr(self, stock) - 1)
            return None
        turn = Lock()
        turn.acquire()
        line.append(turn)
        return turn

    def _hand_on(self, stock: str, line: deque[Lock]) -> None:
        if line:
            line.popleft().release()
        else:
            setattr(self, stock, getattr(self, stock) + 1)

    def _wait(self, turn: Lock, line: deque[Lock], timeout: float | None) -> None:
        if turn.acquire(timeout=-1 if timeout is None else timeout):
            return
        with self._lock:
            if turn in line:
                line.remove(turn)
                raise TimeoutError
