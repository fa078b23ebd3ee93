"""A subclass of `concurrent.futures.Executor`, which brings `map` and the context manager with it."""

import queue
import threading
from collections.abc import Callable
from concurrent import futures
from typing import Any


class _Worker(threading.Thread):
    def __init__(self, calls: queue.Queue[Any]) -> None:
        super().__init__(daemon=True)  # joined all the same; a forgotten pool keeps no program alive
        self.calls = calls
        self.start()

    def run(self) -> None:
        while True:
            try:
                future, fn, args, kwargs = self.calls.get()
                if fn is None:
                    break
                if future.set_running_or_notify_cancel():
                    try:
                        result = fn(*args, **kwargs)
                    except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
                        future.set_exception(error)
                    else:
                        future.set_result(result)
            finally:
                self.calls.task_done()


class WorkerPool(futures.Executor):
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._mutex = threading.RLock()
        self._calls: queue.Queue[Any] = queue.Queue()
        self._running = True
        self._workers = [_Worker(self._calls) for _ in range(workers)]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> futures.Future[Any]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        with self._mutex:
            if not self._running:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = futures.Future()
            self._calls.put((future, fn, args, kwargs))
            return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  as theirs
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._mutex:
            if self._running:
                self._running = False
                for _ in self._workers:
                    self._calls.put((None, None, None, None))
        if wait:
            for worker in self._workers:
                worker.join()
