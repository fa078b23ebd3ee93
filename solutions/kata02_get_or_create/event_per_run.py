"""No lock: `dict.setdefault` is one step and says whose run it is; an event tells when it is over."""

from collections.abc import Callable
from threading import Event


class _Run[V]:
    """One run of the factory: over or not, and what came of it."""

    def __init__(self) -> None:
        self.over = Event()
        self.value: V | None = None
        self.error: BaseException | None = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._runs: dict[K, _Run[V]] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        mine: _Run[V] = _Run()
        run = self._runs.setdefault(key, mine)
        if run is mine:
            try:
                run.value = self._factory(key)
            except BaseException as error:
                run.error = error
                del self._runs[key]
                raise
            finally:
                run.over.set()
        else:
            run.over.wait()
        if run.error is not None:
            raise run.error
        return run.value
