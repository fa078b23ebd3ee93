"""When the time is up, `queue.Empty` comes out instead of `TimeoutError`."""
# expect: wrong in schedules

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from queue import Empty, PriorityQueue
from threading import Lock

_CLOSED, _IDLE, _EMPTY = range(3)


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        self._numbers = count()  # so that entries never compare connections
        self._places: PriorityQueue[tuple[int, int, C | None]] = PriorityQueue()
        for _ in range(size):
            self._put(_EMPTY)
        self._closing = Lock()
        self._closed = False

    def _put(self, kind: int, connection: C | None = None) -> None:
        self._places.put((kind, next(self._numbers), connection))

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[C]:
        """Lend a connection for the length of a ``with`` block.

        Raises:
            TimeoutError: none came free in ``timeout`` seconds.
            RuntimeError: the pool is closed.
        """
        connection = self._get(timeout)
        if connection is None:
            try:
                connection = self._factory()
            except BaseException:
                self._put(_EMPTY)
                raise
        try:
            yield connection
        except BaseException:
            connection.close()
            self._put(_EMPTY)
            raise
        self._give_back(connection)

    def _get(self, timeout: float | None) -> C | None:
        try:
            kind, _, connection = self._places.get(timeout=timeout)
        except Empty:
            if self._closed:
                raise RuntimeError("the pool is closed") from None
            raise
        if not self._closed:
            return connection
        if kind == _CLOSED:
            self._put(_CLOSED)
        elif connection is not None:
            connection.close()
        raise RuntimeError("the pool is closed")

    def _give_back(self, connection: C) -> None:
        with self._closing:
            if not self._closed:
                self._put(_IDLE, connection)
                return
        connection.close()

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        with suppress(Empty):
            while True:
                _, _, connection = self._places.get_nowait()
                if connection is not None:
                    connection.close()
        self._put(_CLOSED)
