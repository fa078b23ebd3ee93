"""The first reader locks the room with an RLock, and the last one, who is another, may not unlock it."""
# expect: wrong in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, RLock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._turnstile = Lock()
        self._counting = Lock()
        self._room = RLock()
        self._readers = 0

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._turnstile:
            pass
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
        with self._turnstile, self._room:
            yield
