"""What was to be built is bought: a `ThreadPoolExecutor` does it all."""
# expect: wrong in correctness

from concurrent.futures import ThreadPoolExecutor


class WorkerPool:
    """Runs calls in ``workers`` threads."""

    def __init__(self, workers):
        self._executor = ThreadPoolExecutor(workers)

    def submit(self, fn, *args, **kwargs):
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future."""
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait=True):
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        self._executor.shutdown(wait=wait)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()
