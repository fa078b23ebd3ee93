"""Four locks for all keys: with eight keys, two share one, and wait for each other."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import RLock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._locks = [RLock() for _ in range(4)]
        self._made: dict[K, V] = {}
        self._failed: dict[K, tuple[int, BaseException]] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        before = self._failed.get(key)
        with self._locks[hash(key) % 4]:
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
