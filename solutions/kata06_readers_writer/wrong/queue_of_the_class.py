"""One queue for all locks: who waits at one of them keeps everybody out of the others."""
# expect: deadlock in schedules

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition


class ReadWriteLock:
    _queue: deque[object] = deque()
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._readers = 0
        self._writing = False

    def _wait_for_turn(self, free: Callable[[], bool]) -> None:
        ticket = object()
        self._queue.append(ticket)
        try:
            self._changed.wait_for(lambda: self._queue[0] is ticket and free())
        finally:
            self._queue.remove(ticket)
            self._changed.notify_all()  # there is a new head, and it may be a reader who can come in as well

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._changed:
            self._wait_for_turn(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._changed:
            self._wait_for_turn(lambda: not self._writing and self._readers == 0)
            self._writing = True
        try:
            yield
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()
