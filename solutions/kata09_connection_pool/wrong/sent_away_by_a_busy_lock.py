"""With a time-out of 0 the lock is only tried: while others are looking, a caller is sent away."""
# expect: race in schedules

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        self._size = size
        self._changed = Condition()
        self._idle: list[C] = []
        self._open = 0
        self._closed = False

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[C]:
        """Lend a connection for the length of a ``with`` block.

        Raises:
            TimeoutError: none came free in ``timeout`` seconds.
            RuntimeError: the pool is closed.
        """
        connection = self._get(timeout)
        try:
            yield connection
        except BaseException:
            self._drop(connection)
            raise
        with self._changed:
            keep = not self._closed
            if keep:
                self._idle.append(connection)
                self._changed.notify()
        if not keep:
            self._drop(connection)

    def _get(self, timeout: float | None) -> C:
        if self._closed:
            raise RuntimeError("the pool is closed")
        if not self._changed.acquire(blocking=timeout != 0):
            raise TimeoutError("no connection is free")
        try:
            if not self._changed.wait_for(self._something_to_do, timeout):
                raise TimeoutError(f"no connection came free in {timeout} seconds")
            if self._closed:
                raise RuntimeError("the pool is closed")
            if self._idle:
                return self._idle.pop()
            self._open += 1
        finally:
            self._changed.release()
        try:
            return self._factory()
        except BaseException:
            self._one_less()
            raise

    def _something_to_do(self) -> bool:
        return self._closed or bool(self._idle) or self._open < self._size

    def _drop(self, connection: C) -> None:
        connection.close()
        self._one_less()

    def _one_less(self) -> None:
        with self._changed:
            self._open -= 1
            self._changed.notify()

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for connection in idle:
            self._drop(connection)
