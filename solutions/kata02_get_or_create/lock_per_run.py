"""Whoever makes the object holds the entry's lock meanwhile; to wait is to ask for that lock.

A failed entry keeps its exception for those who still wait for its lock, and is taken out of the
table, so that whoever comes later makes an entry anew.
"""

from collections.abc import Callable
from threading import Lock


class _Entry[V]:
    __slots__ = ("error", "lock", "made", "value")

    def __init__(self) -> None:
        self.lock = Lock()
        self.made = False
        self.value: V | None = None
        self.error: BaseException | None = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._guard = Lock()
        self._entries: dict[K, _Entry[V]] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._guard:
            if key not in self._entries:
                self._entries[key] = _Entry()
            entry = self._entries[key]
        with entry.lock:
            if entry.error is not None:
                raise entry.error
            if not entry.made:
                try:
                    entry.value = self._factory(key)
                    entry.made = True
                except BaseException as error:
                    entry.error = error
                    with self._guard:
                        del self._entries[key]
                    raise
            return entry.value
