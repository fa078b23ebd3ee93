"""The failed run is taken out by the last who waited for it: until then a new `get` gets the old exception."""
# expect: race in schedules

from collections.abc import Callable
from threading import Event, Lock


class Run:
    """One run of the factory, and what came of it."""

    def __init__(self) -> None:
        self.over = Event()
        self.value = None
        self.error = None
        self.users = 0


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
            run.users += 1
        if mine:
            try:
                run.value = self._factory(key)
            except BaseException as error:
                run.error = error
            run.over.set()
        run.over.wait()
        with self._lock:
            run.users -= 1
            if run.error is not None and run.users == 0:
                del self._runs[key]
        if run.error is not None:
            raise run.error
        return run.value
