"""The first of the two textbook answers: readers pass the room's lock on to each other, and the writer starves."""
# expect: wrong in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._counting = Lock()
        self._room = Lock()
        self._readers = 0

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._counting:
            self._readers += 1
            if self._readers == 1:
                self._room.acquire()
        try:
            yield
        finally:
            with self._counting:
                self._readers -= 1
                if self._readers == 0:
                    self._room.release()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._room:
            yield
