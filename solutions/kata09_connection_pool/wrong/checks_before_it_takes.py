"""Closed is asked before the `pop`: if `close()` takes the last idle one in between, a new one is made."""
# expect: race in schedules

from collections import deque
from collections.abc import Callable
from threading import Semaphore
from types import TracebackType


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    __slots__ = ("_closed", "_factory", "_idle", "_places")

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        self._places = Semaphore(size)
        self._idle: deque[C] = deque()
        self._closed = False

    def connection(self, timeout: float | None = None) -> "_Loan[C]":
        """Lend a connection for the length of a ``with`` block.

        Raises:
            TimeoutError: none came free in ``timeout`` seconds.
            RuntimeError: the pool is closed.
        """
        return _Loan(self, timeout)

    def _get(self, timeout: float | None) -> C:
        got_place = self._places.acquire(timeout=timeout)
        try:
            self._check_open()
            if not got_place:
                raise TimeoutError(f"no connection came free in {timeout} seconds")
            try:
                connection = self._idle.pop()
            except IndexError:
                return self._factory()
            if self._closed:
                connection.close()
                self._check_open()
        except BaseException:
            if got_place:
                self._places.release()
            raise
        return connection

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the pool is closed")

    def _give_back(self, connection: C, *, broken: bool) -> None:
        if broken:
            connection.close()
        else:
            self._idle.append(connection)
            if self._closed:
                self._close_idle()
        self._places.release()

    def _close_idle(self) -> None:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return
            connection.close()

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        self._closed = True
        self._close_idle()
        self._places.release()


class _Loan[C]:
    """One connection for one ``with`` block."""

    __slots__ = ("_connection", "_pool", "_timeout")

    def __init__(self, pool: ConnectionPool[C], timeout: float | None) -> None:
        self._pool = pool
        self._timeout = timeout

    def __enter__(self) -> C:
        self._connection = self._pool._get(self._timeout)
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool._give_back(self._connection, broken=kind is not None)
