"""The task is a nested function, which cannot be pickled."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""

    def run_chunk(chunk):
        return [fn(item) for item in chunk]

    items = list(items)
    size = max(1, len(items) // (workers * 16))
    with ProcessPoolExecutor(workers) as pool:
        chunks = [items[i : i + size] for i in range(0, len(items), size)]
        return [result for answer in pool.map(run_chunk, chunks) for result in answer]
