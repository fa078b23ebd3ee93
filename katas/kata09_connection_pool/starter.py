"""A few connections for many threads: made on demand, lent, taken back, never more than so many."""

from collections.abc import Callable
from contextlib import AbstractContextManager


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        # TODO: what counts the connections, and where are those that nobody uses just now?
        self._size = size

    def connection(self, timeout: float | None = None) -> AbstractContextManager[C]:
        """Lend a connection for the length of a ``with`` block.

        Raises:
            TimeoutError: none came free in ``timeout`` seconds.
            RuntimeError: the pool is closed.
        """
        # TODO: an idle one, or a new one, or wait. What if the block raises? What if `factory` does?
        raise NotImplementedError

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        # TODO: and what about those who are waiting?
        raise NotImplementedError
