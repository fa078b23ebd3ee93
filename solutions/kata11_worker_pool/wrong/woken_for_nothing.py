"""A worker that was woken takes a call without another look: somebody else may have had it."""
# expect: race in schedules

from collections import deque
from concurrent.futures import Future
from threading import Condition, Thread


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers):
        self._calls = deque()
        self._open = True
        self._door = Condition()
        self._threads = [Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn, *args, **kwargs):
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future = Future()
        with self._door:
            if not self._open:
                raise RuntimeError("this pool was shut down")
            self._calls.append((future, fn, args, kwargs))
            self._door.notify()
        return future

    def shutdown(self, wait=True):
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._door:
            self._open = False
            self._door.notify_all()
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()

    def _work(self):
        while True:
            with self._door:
                if self._open and not self._calls:
                    self._door.wait()
                if not self._open and not self._calls:
                    return
                call = self._calls.popleft()
            future, fn, args, kwargs = call
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)
