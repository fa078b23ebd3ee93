"""The function stands in a global that only forked children see."""

# expect: crashed in correctness

from concurrent.futures import ProcessPoolExecutor

current = None


def run_chunk(chunk):
    """Apply the function in a worker."""
    return [current(item) for item in chunk]


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    global current
    current, items = fn, list(items)
    size = max(1, len(items) // (workers * 16))
    with ProcessPoolExecutor(workers) as pool:
        chunks = [items[i : i + size] for i in range(0, len(items), size)]
        return [result for answer in pool.map(run_chunk, chunks) for result in answer]
