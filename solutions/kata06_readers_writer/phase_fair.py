"""Phase-fair: readers and writers take turns. After a writer go all readers who wait, after these a writer.

A reader waits for at most one writer, however many of them queue; a writer waits for at most one
crowd of readers before each writer ahead of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, RLock


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        monitor = RLock()
        self._readers_turn = Condition(monitor)
        self._writers_turn = Condition(monitor)
        self._readers = 0  # inside, or let in by the writer who left
        self._readers_waiting = 0
        self._writers_waiting = 0
        self._writing = False
        self._phase = 0  # how many crowds of readers have been let in

    @contextmanager
    def read(self) -> Iterator[None]:
        """Be inside with other readers, and with no writer."""
        with self._readers_turn:
            if self._writing or self._writers_waiting:
                phase = self._phase
                self._readers_waiting += 1
                while phase == self._phase:
                    self._readers_turn.wait()
            else:
                self._readers += 1
        try:
            yield
        finally:
            with self._writers_turn:
                self._readers -= 1
                if self._readers == 0:
                    self._writers_turn.notify()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Be inside alone."""
        with self._writers_turn:
            self._writers_waiting += 1
            while self._writing or self._readers:
                self._writers_turn.wait()
            self._writers_waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._writers_turn:
                self._writing = False
                if self._readers_waiting:
                    self._readers, self._readers_waiting = self._readers_waiting, 0
                    self._phase += 1
                    self._readers_turn.notify_all()
                else:
                    self._writers_turn.notify()
