"""A chunk of one: every item is a message to a worker and back."""

# expect: slow in benchmark

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(fn, items))
