"""The locks of the keys are shared by all registries: the same key waits for other registries."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import RLock


class Entry:
    """What is known of a key."""

    def __init__(self) -> None:
        self.made = False
        self.value = None
        self.error = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    _locks: dict[K, RLock] = {}

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._entries: dict[K, Entry] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        lock = Registry._locks.setdefault(key, RLock())
        entry = self._entries.get(key)
        mine = Entry()
        if entry is None:
            entry = self._entries.setdefault(key, mine)
        with lock:
            if entry.error is not None:
                raise entry.error
            if not entry.made:
                try:
                    entry.value = self._factory(key)
                    entry.made = True
                except BaseException as error:
                    entry.error = error
                    self._entries.pop(key)
                    raise
            return entry.value
