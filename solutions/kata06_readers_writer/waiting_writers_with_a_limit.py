"""Writers go first, but not for ever: a reader who has seen two of them go ahead goes next.

Readers that come while a writer waits stay outside. Each writer that leaves makes the readers who
wait more impatient, and once they have had enough, it lets in all who wait at that moment.
"""

from contextlib import contextmanager
from threading import Condition
from typing import Any

_PATIENCE = 2


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self._monitor = Condition()
        self._outside: set[object] = set()  # readers who wait
        self._passes = 0  # writers that have gone ahead of them
        self._admitted: set[object] = set()  # readers let in who have not noticed yet
        self._inside = 0
        self._writers_waiting = 0
        self._writing = False

    @contextmanager
    def read(self) -> Any:
        """Be inside with other readers, and with no writer."""
        me = object()
        with self._monitor:
            if self._writing or self._writers_waiting:
                self._outside.add(me)
                while me not in self._admitted and (self._writing or self._writers_waiting):
                    self._monitor.wait()
                self._outside.discard(me)
                self._admitted.discard(me)
            self._inside += 1
        try:
            yield
        finally:
            with self._monitor:
                self._inside -= 1
                self._monitor.notify_all()

    @contextmanager
    def write(self) -> Any:
        """Be inside alone."""
        with self._monitor:
            self._writers_waiting += 1
            self._monitor.wait_for(lambda: not (self._writing or self._inside or self._admitted))
            self._writers_waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._monitor:
                self._writing = False
                self._passes = self._passes + 1 if self._outside else 0
                if self._passes >= _PATIENCE:
                    self._admitted |= self._outside
                    self._passes = 0
                self._monitor.notify_all()
