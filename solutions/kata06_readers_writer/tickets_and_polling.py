"""Like the bakery's tickets: a number each, and a look now and then at whose turn it is.

Polling wastes some time, and needs no condition. A reader passes its turn on as soon as it is in, a
writer as soon as it has left; what a writer waits for besides is that all readers have left.
"""

import itertools
import threading
import time
from typing import Self


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    __slots__ = ("_counts", "_numbers", "_serving", "readers")

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._serving = 0
        self._counts = threading.Lock()
        self.readers = 0

    def wait_for_turn(self) -> None:
        """Draw a number, and wait until it is served."""
        number = next(self._numbers)
        while self._serving != number:
            time.sleep(0.0005)

    def next_please(self) -> None:
        """Only the one whose turn it is says this, so nobody else writes here."""
        self._serving += 1

    def count(self, change: int) -> None:
        """Come in, or leave, as a reader."""
        with self._counts:
            self.readers += change

    def read(self) -> "_Read":
        """Give what ``with`` enters: inside, other readers may be, and no writer."""
        return _Read(self)

    def write(self) -> "_Write":
        """Give what ``with`` enters: inside, nobody else is."""
        return _Write(self)


class _Read:
    def __init__(self, lock: ReadWriteLock) -> None:
        self.lock = lock

    def __enter__(self) -> Self:
        self.lock.wait_for_turn()
        self.lock.count(+1)
        self.lock.next_please()
        return self

    def __exit__(self, *_: object) -> None:
        self.lock.count(-1)


class _Write:
    def __init__(self, lock: ReadWriteLock) -> None:
        self.lock = lock

    def __enter__(self) -> Self:
        self.lock.wait_for_turn()
        while self.lock.readers:
            time.sleep(0.0005)
        return self

    def __exit__(self, *_: object) -> None:
        self.lock.next_please()
