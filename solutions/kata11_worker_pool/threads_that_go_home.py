"""A thread lives as long as there is work: the last call of the queue ends it, the next one brings another.

Nobody waits for a thread to end: the pool counts those at work, and `shutdown` waits for none to be left.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Any, Self


class WorkerPool:
    """Runs calls in up to ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._free = workers
        self._workers = workers
        self._calls: deque[Any] = deque()
        self._closed = False
        self._state = Condition()

    def submit(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future: Future[Any] = Future()
        with self._state:
            if self._closed:
                raise RuntimeError("cannot submit after shutdown")
            self._calls.append((future, fn, args, kwargs))
            if self._free:
                self._free -= 1
                Thread(target=self._work).start()
        return future

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._state:
            self._closed = True
            if wait:
                self._state.wait_for(lambda: self._free == self._workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        while True:
            with self._state:
                if not self._calls:
                    self._free += 1
                    self._state.notify_all()
                    return
                future, fn, args, kwargs = self._calls.popleft()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
                    future.set_exception(error)
