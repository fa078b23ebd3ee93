"""Chunks that shrink, and begin with half of all: whoever gets that one has the slow item and all near it."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker."""
    return [fn(item) for item in chunk]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items, chunks = list(items), []
    start = 0
    while start < len(items):
        size = max(1, (len(items) - start) // workers)
        chunks.append(items[start : start + size])
        start += size
    with ProcessPoolExecutor(workers) as pool:
        futures = [pool.submit(run_chunk, fn, chunk) for chunk in chunks]
        return [result for future in futures for result in future.result()]
