"""Results are handed over with the pool's lock held: a callback that waits for another call stops all."""
# expect: wrong in schedules

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Any, Self


class _Call:
    __slots__ = ("args", "fn", "future", "kwargs")

    def __init__(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.future: Future[Any] = Future()
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self, changed: Condition) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            self.future.set_exception(error)
        else:
            with changed:
                self.future.set_result(result)


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers: int) -> None:
        self._calls: deque[Any] = deque()
        self._closed = False
        self._changed = Condition()
        self._threads = [Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        call = _Call(fn, args, kwargs)
        with self._changed:
            if self._closed:
                raise RuntimeError("cannot submit after shutdown")
            self._calls.append(call)
            self._changed.notify()
        return call.future

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._calls and not self._closed:
                    self._changed.wait()
                if not self._calls:
                    return
                call = self._calls.popleft()
            call.run(self._changed)
