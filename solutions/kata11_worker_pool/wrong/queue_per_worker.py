"""Each worker has a queue, filled in turn: calls wait behind a slow one while others have nothing to do."""
# expect: wrong in schedules

from concurrent.futures import Future
from itertools import cycle
from queue import SimpleQueue
from threading import Lock, Thread


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers):
        self._queues = [SimpleQueue() for _ in range(workers)]
        self._next = cycle(self._queues)
        self._open = True
        self._door = Lock()
        self._threads = [Thread(target=self._work, args=(calls,)) for calls in self._queues]
        for thread in self._threads:
            thread.start()

    def submit(self, fn, *args, **kwargs):
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future = Future()
        with self._door:
            if not self._open:
                raise RuntimeError("this pool was shut down")
            next(self._next).put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait=True):
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._door:
            if self._open:
                self._open = False
                for calls in self._queues:
                    calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()

    def _work(self, calls):
        while True:
            call = calls.get()
            if call is None:
                return
            future, fn, args, kwargs = call
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)
