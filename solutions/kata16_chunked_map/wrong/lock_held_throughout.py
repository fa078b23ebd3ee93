"""A lock around each chunk: the workers are there, and work one after the other."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Lock


def keep(one):
    """Remember the lock in a worker."""
    global lock
    lock = one


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker."""
    with lock:
        return [fn(item) for item in chunk]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    size = max(1, len(items) // (workers * 16))
    with ProcessPoolExecutor(workers, initializer=keep, initargs=(Lock(),)) as pool:
        futures = [pool.submit(run_chunk, fn, items[i : i + size]) for i in range(0, len(items), size)]
        return [result for future in futures for result in future.result()]
