"""A reader takes one permit, a writer takes them all, and one writer at a time may collect.

A writer that collects has taken what was free, so that later readers find none. There are more permits
than threads that a process can have.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock

_PERMITS = 1_000_000


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._collecting = Lock()
        self._returned = Condition()
        self._permits = _PERMITS

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        self._take(1)
        try:
            yield
        finally:
            self._give(1)

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._collecting:
            self._take(_PERMITS)
        try:
            yield
        finally:
            self._give(_PERMITS)

    def _take(self, wanted: int) -> None:
        with self._returned:
            while wanted:
                self._returned.wait_for(lambda: self._permits)
                taken = min(wanted, self._permits)
                self._permits -= taken
                wanted -= taken

    def _give(self, number: int) -> None:
        with self._returned:
            self._permits += number
            self._returned.notify_all()
