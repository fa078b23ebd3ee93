"""No waiting primitive at all: look, and if there is nothing, sleep for a moment and look again.

It is right, and it is late by up to one nap, wakes up for nothing most of the time, and favours
whoever happens to look first. One lock makes a look and what follows from it one step.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

_NAP = 0.01
_A_NEW_ONE = object()


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        self._lock = Lock()
        self._idle: list[C] = []
        self._room = size
        self._closed = False

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[C]:
        """Lend a connection for the length of a ``with`` block.

        Raises:
            TimeoutError: none came free in ``timeout`` seconds.
            RuntimeError: the pool is closed.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (found := self._look()) is None:
            nap = _NAP if deadline is None else min(_NAP, deadline - time.monotonic())
            if nap <= 0:
                raise TimeoutError(f"no connection came free in {timeout} seconds")
            time.sleep(nap)
        with self._room_again_on_error():
            connection = self._factory() if found is _A_NEW_ONE else found
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _look(self) -> C | object | None:
        """An idle connection, the right to make one, or None."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            if self._idle:
                return self._idle.pop()
            if self._room:
                self._room -= 1
                return _A_NEW_ONE
            return None

    @contextmanager
    def _room_again_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            with self._lock:
                self._room += 1
            raise

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
