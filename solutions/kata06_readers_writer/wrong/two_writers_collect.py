"""Two writers collect permits at the same time, and each waits for those of the other."""
# expect: deadlock in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore

_READERS = 9


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._permits = Semaphore(_READERS)

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._permits:
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        for _ in range(_READERS):
            self._permits.acquire()
        try:
            yield
        finally:
            self._permits.release(_READERS)
