"""Threads are started when there is work for them, and never more than `workers`.

An idle worker is counted with a semaphore: a call that finds no permit, and so no idle worker, brings a
thread of its own as long as there may be one more.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Semaphore, Thread
from typing import Any, Self


class WorkerPool:
    """Runs calls in up to ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._most = workers
        self._threads: list[Thread] = []
        self._idle = Semaphore(0)
        self._calls: SimpleQueue[Any] = SimpleQueue()
        self._lock = Lock()
        self._closed = False

    def submit(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot submit after shutdown")
            future: Future[Any] = Future()
            self._calls.put((future, fn, args, kwargs))
            if len(self._threads) < self._most and not self._idle.acquire(blocking=False):
                thread = Thread(target=self._work)
                self._threads.append(thread)
                thread.start()
        return future

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._lock:
            if not self._closed:
                self._closed = True
                for _ in self._threads:
                    self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        while True:
            call = self._calls.get()
            if call is None:
                return
            future, fn, args, kwargs = call
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
                    future.set_exception(error)
                else:
                    future.set_result(result)
            self._idle.release()
