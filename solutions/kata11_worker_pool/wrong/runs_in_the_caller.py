"""No queue and no threads: the call is over before `submit` returns."""
# expect: wrong in correctness

from concurrent.futures import Future
from threading import Lock


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers):
        self._open = True
        self._door = Lock()

    def submit(self, fn, *args, **kwargs):
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        future = Future()
        with self._door:
            if not self._open:
                raise RuntimeError("this pool was shut down")
        self._run(future, fn, args, kwargs)
        return future

    def shutdown(self, wait=True):
        """Accept no more calls."""
        with self._door:
            self._open = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()

    def _run(self, future, fn, args, kwargs):
        future.set_running_or_notify_cancel()
        try:
            result = fn(*args, **kwargs)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)
