"""One lock is held while the factory runs: all other keys wait as long."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import RLock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._lock = RLock()
        self._made: dict[K, V] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._lock:
            if key not in self._made:
                self._made[key] = self._factory(key)
            return self._made[key]
