"""Whoever waits sleeps a little, looks, and sleeps again. Right, and later than need be."""

import time
from collections.abc import Callable
from typing import Any


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._runs: dict[K, list[tuple[bool, Any]]] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        mine: list[tuple[bool, Any]] = []
        run = self._runs.setdefault(key, mine)
        if run is mine:
            try:
                run.append((True, self._factory(key)))
            except BaseException as error:  # noqa: BLE001  raised below, as for those who wait
                self._runs.pop(key)
                run.append((False, error))
        while not run:
            time.sleep(0.001)
        good, outcome = run[0]
        if good:
            return outcome
        raise outcome
