"""A table of weak references: an object that nobody uses any more is made again."""
# expect: wrong in correctness

from collections.abc import Callable
from threading import Event, Lock
from weakref import WeakValueDictionary


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
        self._made: WeakValueDictionary[K, V] = WeakValueDictionary()
        self._runs: dict[K, Run] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._lock:
            if key in self._made:
                return self._made[key]
            run = self._runs.get(key)
            mine = run is None
            if mine:
                run = self._runs[key] = Run()
        if mine:
            try:
                run.value = self._factory(key)
                self._made[key] = run.value
            except BaseException as error:
                run.error = error
                raise
            finally:
                with self._lock:
                    del self._runs[key]
                run.over.set()
            return run.value
        run.over.wait()
        if run.error is not None:
            raise run.error
        return run.value
