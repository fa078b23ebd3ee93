"""`functools.cache` keeps its table whole, and calls the function twice if two ask before it has an answer."""
# expect: race in schedules

from collections.abc import Callable
from functools import cache


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._cached = cache(factory)

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        return self._cached(key)
