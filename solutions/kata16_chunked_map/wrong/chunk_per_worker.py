"""One chunk per worker: whoever has the dear items works long after the others are done."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    size = -(-len(items) // workers) or 1
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(fn, items, chunksize=size))
