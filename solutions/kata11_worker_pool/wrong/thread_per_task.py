"""A new thread for every call: no queue, and no limit."""
# expect: wrong in schedules

from concurrent.futures import Future
from threading import Lock, Thread


class WorkerPool:
    """Runs calls in threads."""

    def __init__(self, workers):
        self._open = True
        self._door = Lock()
        self._threads = []

    def submit(self, fn, *args, **kwargs):
        """Have ``fn(*args, **kwargs)`` run by a thread; its result comes in the future."""
        future = Future()
        with self._door:
            if not self._open:
                raise RuntimeError("this pool was shut down")
            thread = Thread(target=self._run, args=(future, fn, args, kwargs))
            self._threads.append(thread)
            thread.start()
        return future

    def shutdown(self, wait=True):
        """Accept no more calls; wait for all that were accepted if ``wait``."""
        with self._door:
            self._open = False
        if wait:
            for thread in self._threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()

    def _run(self, future, fn, args, kwargs):
        if future.set_running_or_notify_cancel():
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
