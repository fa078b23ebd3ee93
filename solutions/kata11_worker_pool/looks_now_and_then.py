"""No sentinel: a worker waits for a call for a while at a time, and goes when none came and the door is shut.

The flag is read before the queue: what was accepted before the door was shut is in the queue by then.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import Any, Self


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._calls: Queue[Any] = Queue()
        self._shut = Event()
        self._lock = Lock()
        self._threads = [Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future: Future[Any] = Future()
        with self._lock:
            if self._shut.is_set():
                raise RuntimeError("cannot submit after shutdown")
            self._calls.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._lock:
            self._shut.set()
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        while True:
            last = self._shut.is_set()
            try:
                future, fn, args, kwargs = self._calls.get(timeout=0.05)
            except Empty:
                if last:
                    return
                continue
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
                    future.set_exception(error)
