"""Those who wait are counted, and as many permits released; who has looked and is not counted yet gets none."""
# expect: deadlock in schedules

from collections.abc import Callable
from threading import Lock, Semaphore


class Run:
    """One run of the factory, and what came of it."""

    def __init__(self) -> None:
        self.over = Semaphore(0)
        self.done = False
        self.waiting = 0
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
            except BaseException as error:
                run.error = error
                with self._lock:
                    del self._runs[key]
                raise
            finally:
                with self._lock:
                    run.done = True
                    waiting = run.waiting
                if waiting:
                    run.over.release(waiting)
            return run.value
        if not run.done:
            with self._lock:
                run.waiting += 1
            run.over.acquire()
        if run.error is not None:
            raise run.error
        return run.value
