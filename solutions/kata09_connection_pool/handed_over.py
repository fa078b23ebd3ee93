"""Every waiter leaves a `Future` in a queue, and what comes free is put into the oldest one's hands.

What is handed over is a connection, or None: the right to make one. So nobody who comes later can
snatch it, and callers are served in the order in which they came.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Lock


class ConnectionPool[C]:
    """Lends out at most ``size`` connections, which ``factory`` makes and which have a ``close()``."""

    def __init__(self, factory: Callable[[], C], size: int) -> None:
        self._factory = factory
        self._lock = Lock()
        self._free: list[C | None] = [None] * size  # idle connections at the end, rights to make one first
        self._waiting: deque[Future[C | None]] = deque()
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
            if connection is None:
                connection = self._factory()
            yield connection
        except BaseException:
            if connection is not None:
                connection.close()
            self._hand_on(None)
            raise
        if not self._hand_on(connection):
            connection.close()

    def _get(self, timeout: float | None) -> C | None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            if self._free:
                return self._free.pop()
            mine: Future[C | None] = Future()
            self._waiting.append(mine)
        try:
            return mine.result(timeout)
        except TimeoutError:
            if mine.cancel():
                raise TimeoutError(f"no connection came free in {timeout} seconds") from None
            return mine.result()  # it came in the last moment

    def _hand_on(self, what: C | None) -> bool:
        with self._lock:
            if self._closed:
                return False
            while self._waiting:
                next_one = self._waiting.popleft()
                if next_one.set_running_or_notify_cancel():
                    next_one.set_result(what)
                    return True
            if what is None:
                self._free.insert(0, None)
            else:
                self._free.append(what)
            return True

    def close(self) -> None:
        """Close every idle connection now and every busy one when it comes back; lend no more."""
        with self._lock:
            self._closed = True
            idle, self._free = self._free, []
            refused, self._waiting = self._waiting, deque()
        for one in refused:
            if one.set_running_or_notify_cancel():
                one.set_exception(RuntimeError("the pool is closed"))
        for connection in idle:
            if connection is not None:
                connection.close()
