"""The writer waits for a second and goes in, whoever is still there."""
# expect: race in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._turnstile = Lock()
        self._left = Condition()
        self._readers = 0

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._turnstile, self._left:
            self._readers += 1
        try:
            yield
        finally:
            with self._left:
                self._readers -= 1
                self._left.notify()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._turnstile:
            with self._left:
                self._left.wait_for(lambda: self._readers == 0, timeout=1.0)
            yield
