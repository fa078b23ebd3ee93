"""Results kept by item, as if no two were equal and all could be hashed."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    with ProcessPoolExecutor(workers) as pool:
        results = pool.map(fn, items, chunksize=max(1, len(items) // (16 * workers)))
        found = dict(zip(items, results))
    return [found[item] for item in items]
