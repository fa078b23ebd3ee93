"""A table that is never changed, only replaced: who looks needs no lock, and who writes copies.

To wait for a run is to ask for its lock, an `RLock` that its maker has taken before anybody can
find it.
"""

from collections.abc import Callable, Mapping
from threading import RLock
from types import MappingProxyType


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._writing = RLock()
        self._table: Mapping[K, Callable[[], V]] = MappingProxyType({})

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        known = self._table.get(key)
        if known is not None:
            return known()
        making = RLock()
        outcome: list[V] = []
        errors: list[BaseException] = []

        def wait() -> V:
            with making:
                if errors:
                    raise errors[0]
                return outcome[0]

        with making:
            with self._writing:
                known = self._table.get(key)
                if known is None:
                    self._table = MappingProxyType({**self._table, key: wait})
            if known is None:
                try:
                    outcome.append(self._factory(key))
                except BaseException as error:
                    errors.append(error)
                    with self._writing:
                        self._table = MappingProxyType({k: v for k, v in self._table.items() if k != key})
                    raise
                return outcome[0]
        return known()
