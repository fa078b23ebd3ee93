"""`setdefault` is one step, but its argument is worked out before: the factory runs every time."""
# expect: wrong in correctness

from collections.abc import Callable


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._made: dict[K, V] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        return self._made.setdefault(key, self._factory(key))
