"""`except Exception` lets a `KeyboardInterrupt` pass: the run is never over, and stays in the table."""
# expect: deadlock in correctness

from collections.abc import Callable
from threading import Event, Lock


class Run:
    """One run of the factory, and what came of it."""

    def __init__(self) -> None:
        self.over = Event()
        self.value = None
        self.error = None


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._lock = Lock()
        self._runs: dict[K, Run] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._lock:
            run = self._runs.get(key)
            mine = run is None
            if mine:
                run = self._runs[key] = Run()
        if mine:
            try:
                run.value = self._factory(key)
            except Exception as error:
                run.error = error
                with self._lock:
                    del self._runs[key]
                run.over.set()
                raise
            run.over.set()
            return run.value
        run.over.wait()
        if run.error is not None:
            raise run.error
        return run.value
