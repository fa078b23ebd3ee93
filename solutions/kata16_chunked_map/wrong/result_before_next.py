"""result() in the same loop as submit: the pool never has more than one chunk."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker."""
    return [fn(item) for item in chunk]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items, found = list(items), []
    size = max(1, len(items) // (workers * 16))
    with ProcessPoolExecutor(workers) as pool:
        for start in range(0, len(items), size):
            found += pool.submit(run_chunk, fn, items[start : start + size]).result()
    return found
