"""The worker looks into the queue again and again, and keeps a core busy with it."""
# expect: wrong | timed_out in correctness

from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers):
        self._calls = SimpleQueue()
        self._open = True
        self._door = Lock()
        self._threads = [Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn, *args, **kwargs):
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future = Future()
        with self._door:
            if not self._open:
                raise RuntimeError("this pool was shut down")
            self._calls.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait=True):
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        with self._door:
            if self._open:
                self._open = False
                for _ in self._threads:
                    self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()

    def _work(self):
        while True:
            try:
                call = self._calls.get_nowait()
            except Empty:
                continue
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
