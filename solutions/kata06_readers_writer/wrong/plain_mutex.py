"""One lock for everybody: a writer is alone, and so is every reader."""
# expect: wrong in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._lock = Lock()

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._lock:
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._lock:
            yield
