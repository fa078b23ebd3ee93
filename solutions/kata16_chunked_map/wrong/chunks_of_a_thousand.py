"""A chunk size that suits 50,000 cheap items, and leaves 40 dear ones in a single chunk."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(fn, items, chunksize=1_000))
