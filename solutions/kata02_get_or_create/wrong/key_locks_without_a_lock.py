"""A lock per key, but two threads that find none make two."""
# expect: race in schedules

from collections.abc import Callable
from threading import Lock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._locks: dict[K, Lock] = {}
        self._made: dict[K, V] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        if key not in self._locks:
            self._locks[key] = Lock()
        with self._locks[key]:
            if key not in self._made:
                self._made[key] = self._factory(key)
            return self._made[key]
