"""Looks again under the lock, but the factory has run by then: twice, and one object is thrown away."""
# expect: race in schedules

from collections.abc import Callable
from threading import Lock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._lock = Lock()
        self._made: dict[K, V] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        if key not in self._made:
            value = self._factory(key)
            with self._lock:
                if key not in self._made:
                    self._made[key] = value
        return self._made[key]
