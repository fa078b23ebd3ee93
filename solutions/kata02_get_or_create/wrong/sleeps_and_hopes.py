"""Who finds that the object is being made sleeps as long as that takes, and hopes that it is there then."""
# expect: race in schedules

import time
from collections.abc import Callable
from threading import Lock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._lock = Lock()
        self._pending: set[K] = set()
        self._made: dict[K, V] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._lock:
            if key in self._made:
                return self._made[key]
            mine = key not in self._pending
            self._pending.add(key)
        if mine:
            try:
                value = self._factory(key)
            except BaseException:
                self._pending.discard(key)
                raise
            with self._lock:
                self._made[key] = value
                self._pending.discard(key)
        else:
            time.sleep(0.5)
        return self._made[key]
