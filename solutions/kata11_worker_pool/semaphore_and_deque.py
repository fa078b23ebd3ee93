"""A semaphore counts what there is to take: a permit for each call, and at the end one for each worker."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Semaphore, Thread
from typing import Any, Self


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._calls: deque[Any] = deque()
        self._ready = Semaphore(0)
        self._accepting = True
        self._lock = Lock()
        self._threads = [Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future: Future[Any] = Future()
        with self._lock:
            if not self._accepting:
                raise RuntimeError("cannot submit after shutdown")
            self._calls.append((future, fn, args, kwargs))
        self._ready.release()
        return future

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._lock:
            first, self._accepting = self._accepting, False
        if first:
            self._ready.release(len(self._threads))
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        while True:
            self._ready.acquire()
            try:
                future, fn, args, kwargs = self._calls.popleft()
            except IndexError:  # a permit without a call: the end
                return
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
                    future.set_exception(error)
