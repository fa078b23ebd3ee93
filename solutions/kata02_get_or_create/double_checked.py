"""Looks without a lock first: what is there stays there. Who finds nothing takes the lock, and looks again.

Those who wait get the exception as an object of their own, of the same type and with the same
arguments, so that they do not all add to one traceback.
"""

import threading
from collections.abc import Callable


class _Pending:
    def __init__(self) -> None:
        self.over = threading.Semaphore(0)
        self.error: BaseException | None = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._made: dict[K, V] = {}
        self._pending: dict[K, _Pending] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        if key in self._made:
            return self._made[key]
        with self._lock:
            if key in self._made:
                return self._made[key]
            pending = self._pending.get(key)
            if pending is None:
                mine = self._pending[key] = _Pending()
        if pending is None:
            return self._make(key, mine)
        with pending.over:  # one permit, which each hands on to the next
            pass
        if pending.error is not None:
            raise type(pending.error)(*pending.error.args) from pending.error
        return self._made[key]

    def _make(self, key: K, pending: _Pending) -> V:
        try:
            value = self._factory(key)
        except BaseException as error:
            pending.error = error
            raise
        else:
            self._made[key] = value
            return value
        finally:
            with self._lock:
                del self._pending[key]
            pending.over.release()
