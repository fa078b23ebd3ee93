"""Three permits for readers: the fourth one waits, though nobody writes."""
# expect: wrong in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

_READERS = 3


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._permits = Semaphore(_READERS)
        self._collecting = Lock()

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._permits:
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._collecting:
            for _ in range(_READERS):
                self._permits.acquire()
        try:
            yield
        finally:
            self._permits.release(_READERS)
