"""Few items are "not worth a process": 40 dear ones are."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    if len(items) < 1_000:
        return [fn(item) for item in items]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(fn, items, chunksize=len(items) // (16 * workers)))
