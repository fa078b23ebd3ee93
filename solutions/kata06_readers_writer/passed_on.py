"""Whoever leaves lets in whom it can, and only then wakes them: an event per waiting thread.

Nobody who wakes up has to look again, since the place was already booked in its name.
"""

from collections import deque
from threading import Event, Lock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[tuple[bool, Event]] = deque()
        self._readers = 0
        self._writers = 0

    def read(self) -> "_Visit":
        """Give what ``with`` enters: inside, other readers may be, and no writer."""
        return _Visit(self, writes=False)

    def write(self) -> "_Visit":
        """Give what ``with`` enters: inside, nobody else is."""
        return _Visit(self, writes=True)

    def _let_in(self) -> None:
        while self._waiting and self._writers == 0:
            writes, admitted = self._waiting[0]
            if writes and self._readers:
                return
            self._waiting.popleft()
            if writes:
                self._writers += 1
            else:
                self._readers += 1
            admitted.set()

    def enter(self, *, writes: bool) -> None:
        """Wait until this thread is let in."""
        admitted = Event()
        with self._lock:
            self._waiting.append((writes, admitted))
            self._let_in()
        admitted.wait()

    def leave(self, *, writes: bool) -> None:
        """Go, and let in whoever may come now."""
        with self._lock:
            if writes:
                self._writers -= 1
            else:
                self._readers -= 1
            self._let_in()


class _Visit:
    def __init__(self, lock: ReadWriteLock, *, writes: bool) -> None:
        self._lock, self._writes = lock, writes

    def __enter__(self) -> None:
        self._lock.enter(writes=self._writes)

    def __exit__(self, *_: object) -> None:
        self._lock.leave(writes=self._writes)
