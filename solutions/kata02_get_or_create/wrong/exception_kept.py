"""The future of a run that raised stays in the table: the key is broken for ever."""
# expect: wrong in correctness

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._lock = Lock()
        self._futures: dict[K, Future[V]] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._lock:
            mine = key not in self._futures
            if mine:
                self._futures[key] = Future()
            future = self._futures[key]
        if mine:
            try:
                future.set_result(self._factory(key))
            except BaseException as error:
                future.set_exception(error)
        return future.result()
