"""A worker stops at None, which is a legal item: the rest of its chunk is lost."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker."""
    items = iter(chunk)
    return [fn(item) for item in iter(lambda: next(items, None), None)]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    size = max(1, len(items) // (workers * 16))
    chunks = [items[i : i + size] for i in range(0, len(items), size)]
    with ProcessPoolExecutor(workers) as pool:
        return [result for answer in pool.map(run_chunk, [fn] * len(chunks), chunks) for result in answer]
