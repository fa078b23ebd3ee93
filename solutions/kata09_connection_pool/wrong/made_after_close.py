"""Closed is asked once, before the wait: who waited too long makes one in a closed pool."""
# expect: race in schedules

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        self._places = Semaphore(size)
        self._lock = Lock()
        self._idle: list[C] = []
        self._closed = False

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[C]:
        """Lend a connection for the length of a ``with`` block.

        Raises:
            TimeoutError: none came free in ``timeout`` seconds.
            RuntimeError: the pool is closed.
        """
        if self._closed:
            raise RuntimeError("the pool is closed")
        if not self._places.acquire(timeout=timeout):
            if self._closed:
                raise RuntimeError("the pool is closed")
            raise TimeoutError(f"no connection came free in {timeout} seconds")
        try:
            connection = self._idle_one()
            if connection is None:
                connection = self._factory()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._take_back(connection)
        finally:
            self._places.release()

    def _idle_one(self) -> C | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _take_back(self, connection: C) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        self._places.release()
        for connection in idle:
            connection.close()
