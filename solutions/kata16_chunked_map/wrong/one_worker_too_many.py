"""One process more than was asked for."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    with ProcessPoolExecutor(workers + 1) as pool:
        return list(pool.map(fn, items, chunksize=max(1, len(items) // (16 * workers))))
