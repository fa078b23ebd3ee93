"""Futures as they are completed: the first that failed is raised, whichever item it belongs to."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor, as_completed


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker."""
    return [fn(item) for item in chunk]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    size = max(1, len(items) // (workers * 16))
    found = {}
    with ProcessPoolExecutor(workers) as pool:
        starts = {pool.submit(run_chunk, fn, items[i : i + size]): i for i in range(0, len(items), size)}
        for future in as_completed(starts):
            found[starts[future]] = future.result()
    return [result for start in sorted(found) for result in found[start]]
