"""The failed run leaves the table after a pause, for those who come a little later; a new `get` gets it, too."""
# expect: wrong in correctness

import time
from collections.abc import Callable
from threading import Event, Lock


class Run:
    """One run of the factory, and what came of it."""

    def __init__(self) -> None:
        self.over = Event()
        self.value = None
        self.error = None
        self.failed_at = 0.0


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
            if run is not None and run.error is not None and time.monotonic() > run.failed_at + 1:
                run = None
            mine = run is None
            if mine:
                run = self._runs[key] = Run()
        if mine:
            try:
                run.value = self._factory(key)
            except BaseException as error:
                run.error = error
                run.failed_at = time.monotonic()
            run.over.set()
        run.over.wait()
        if run.error is not None:
            raise run.error
        return run.value
