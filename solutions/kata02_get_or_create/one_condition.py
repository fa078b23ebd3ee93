"""One condition for all keys, held to look and to note, never while a factory runs.

All who wait are woken whenever any run ends; each looks whether it was the one that it waits for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition


@dataclass(eq=False)
class _Run:
    state: str = "running"
    outcome: object = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._changed = Condition()
        self._runs: dict[K, _Run] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._changed:
            run = self._runs.get(key)
            if run is not None:
                while run.state == "running":
                    self._changed.wait()
                if run.state == "failed":
                    raise run.outcome
                return run.outcome
            run = self._runs[key] = _Run()
        state: str = "failed"
        outcome: object = None
        try:
            outcome = self._factory(key)
            state = "made"
        except BaseException as error:
            outcome = error
            raise
        finally:
            with self._changed:
                run.state, run.outcome = state, outcome
                if state == "failed":
                    del self._runs[key]
                self._changed.notify_all()
        return outcome
