"""A fixed number of locks for any number of keys: `hash(key)` says which. Two keys may share one, and wait.

A stripe is re-entrant, so that a factory may ask for a key that shares it. Who gets the lock cannot
tell from the table whether a run failed meanwhile; so failures are counted for each key.
"""

from collections.abc import Callable
from threading import RLock

_STRIPES = 64


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._stripes = [RLock() for _ in range(_STRIPES)]
        self._made: dict[K, V] = {}
        self._failed: dict[K, tuple[int, BaseException]] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        before = self._failed.get(key)
        with self._stripes[hash(key) % _STRIPES]:
            failed = self._failed.get(key)
            if failed is not before:
                raise failed[1]
            if key in self._made:
                return self._made[key]
            try:
                value = self._made[key] = self._factory(key)
            except BaseException as error:
                self._failed[key] = ((failed[0] if failed else 0) + 1, error)
                raise
            return value
