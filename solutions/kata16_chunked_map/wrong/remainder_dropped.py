"""Whole chunks only: what is left over at the end is mapped by nobody."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker."""
    return [fn(item) for item in chunk]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    size = max(1, len(items) // (workers * 16))
    with ProcessPoolExecutor(workers) as pool:
        chunks = [items[i * size : (i + 1) * size] for i in range(len(items) // size)]
        return [result for answer in pool.map(run_chunk, [fn] * len(chunks), chunks) for result in answer]
