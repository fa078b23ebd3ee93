"""A semaphore, a deque whose `append` and `pop` are one step each, and no lock; a class for the block.

Without a lock, `close()` may miss a connection that is just coming back. So whoever brings one back
looks afterwards whether the pool was closed, and if so, empties the deque once more; whoever takes
one looks afterwards, too. `pop` gives each connection to one of them.
"""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
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
        if not self._places.acquire(timeout=timeout):
            self._check_open()
            raise TimeoutError(f"no connection came free in {timeout} seconds")
        connection = None
        try:
            with suppress(IndexError):
                connection = self._idle.pop()
            self._check_open()  # after the `pop`: else `close()` may have emptied the deque in between
            return self._factory() if connection is None else connection
        except BaseException:
            if connection is not None:
                connection.close()
            self._places.release()
            raise

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
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

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
