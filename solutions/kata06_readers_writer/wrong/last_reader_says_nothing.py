"""The last reader leaves without a word, and the writer in the turnstile sleeps for ever."""
# expect: deadlock in schedules

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

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._turnstile:
            with self._left:
                while self._readers:
                    self._left.wait()
            yield
