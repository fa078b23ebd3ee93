"""Objects are thrown out beyond a thousand."""
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
        """Give the object of ``key``; whoever asks while it is being made waits for that one run.

        Raises:
            BaseException: whatever the run of the factory raised, for all who waited for it.
        """
        with self._lock:
            future = self._futures.get(key)
            mine = future is None
            if mine:
                if len(self._futures) >= 1000:
                    for old, one in list(self._futures.items()):
                        if one.done():
                            del self._futures[old]
                            break
                future = self._futures[key] = Future()
        if mine:
            self._run(key, future)
        return future.result()  # waits until it is there, and raises if the run did

    def _run(self, key: K, future: Future[V]) -> None:
        try:
            value = self._factory(key)
        except BaseException as error:  # noqa: BLE001  those who wait must hear of any of them
            with self._lock:
                del self._futures[key]  # first: whoever sees the failure and asks again gets a new run
            future.set_exception(error)
        else:
            future.set_result(value)
