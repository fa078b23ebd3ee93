"""Takes the lock of a key with the table's lock in hand: who waits for one key stops all the others."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import Lock


class Entry:
    """What is known of a key; its lock is held while that is found out."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made = False
        self.value = None
        self.error = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._guard = Lock()
        self._entries: dict[K, Entry] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._guard:
            entry = self._entries.setdefault(key, Entry())
            entry.lock.acquire()
        try:
            if entry.error is not None:
                raise entry.error
            if not entry.made:
                entry.value = self._factory(key)
                entry.made = True
            return entry.value
        except BaseException as error:
            if entry.error is None:
                entry.error = error
                self._entries.pop(key, None)
            raise
        finally:
            entry.lock.release()
