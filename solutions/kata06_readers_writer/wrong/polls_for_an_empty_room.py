"""The writer looks now and then whether nobody is inside, and leaves no word that it waits."""
# expect: wrong in schedules

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers = 0

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._lock:
            self._readers += 1
        try:
            yield
        finally:
            with self._lock:
                self._readers -= 1

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        self._lock.acquire()
        while self._readers:
            self._lock.release()
            time.sleep(0.0005)
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()
