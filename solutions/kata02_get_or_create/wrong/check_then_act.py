"""Looks, and makes it if it is not there: two threads look before either has made it."""
# expect: race in schedules

from collections.abc import Callable


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._made: dict[K, V] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        if key not in self._made:
            self._made[key] = self._factory(key)
        return self._made[key]
