"""A chunk for each worker, and all are waited for before the next round: the slow item holds everybody up."""

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
        for start in range(0, len(items), size * workers):
            chunks = [items[i : i + size] for i in range(start, start + size * workers, size)]
            for future in [pool.submit(run_chunk, fn, chunk) for chunk in chunks]:
                found += future.result()
    return found
