"""The lock is made once, with the class: who writes here keeps out those who write elsewhere."""
# expect: deadlock in schedules

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    _turnstile = Lock()
    _left = Condition()
    _readers = 0

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
                while self._readers:
                    self._left.wait()
            yield
