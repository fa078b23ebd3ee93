"""`notify()` wakes one of those who wait, maybe one for another key, and nobody wakes the rest."""
# expect: deadlock in schedules

from collections.abc import Callable
from threading import Condition


class Run:
    """One run of the factory, and what came of it."""

    def __init__(self) -> None:
        self.over = False
        self.value = None
        self.error = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._changed = Condition()
        self._runs: dict[K, Run] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._changed:
            run = self._runs.get(key)
            if run is not None:
                while not run.over:
                    self._changed.wait()
                if run.error is not None:
                    raise run.error
                return run.value
            run = self._runs[key] = Run()
        try:
            run.value = self._factory(key)
        except BaseException as error:
            run.error = error
            raise
        finally:
            with self._changed:
                run.over = True
                if run.error is not None:
                    del self._runs[key]
                self._changed.notify()
        return run.value
