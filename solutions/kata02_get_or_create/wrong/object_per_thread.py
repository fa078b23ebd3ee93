"""What was made is kept in a `threading.local`: no race, and an object for each thread."""
# expect: wrong in correctness

from collections.abc import Callable
from threading import local


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._mine = local()

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        made = self._mine.__dict__.setdefault("made", {})
        if key not in made:
            made[key] = self._factory(key)
        return made[key]
