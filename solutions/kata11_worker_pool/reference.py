"""A queue of calls, so many threads that take from it, and a `None` for each of them at the end.

Three decisions make it right. The worker asks the future whether it may begin, so that a cancelled call
is skipped, and hands every exception to the future, so that none ends the thread. Accepting a call and
closing the pool exclude each other, so that no call can come to stand behind the last `None`, where
nobody would ever take it. And the queue is first in, first out, so that all the work comes before that.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Self


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._calls: SimpleQueue[Any] = SimpleQueue()
        self._open = True
        self._door = Lock()  # held by whoever puts something into the queue
        self._threads = [Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit[R](self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future.

        Raises:
            RuntimeError: the pool was shut down.
        """
        future: Future[R] = Future()
        with self._door:
            if not self._open:
                raise RuntimeError("this pool was shut down")
            self._calls.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._door:
            if self._open:
                self._open = False
                for _ in self._threads:
                    self._calls.put(None)  # one each: who has taken one takes nothing more
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            future, fn, args, kwargs = call
            if future.set_running_or_notify_cancel():  # False: cancelled in the queue
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:  # noqa: BLE001  SystemExit too is the caller's to see
                    future.set_exception(error)
                else:
                    future.set_result(result)
