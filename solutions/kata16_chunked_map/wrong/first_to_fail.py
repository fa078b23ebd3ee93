"""``Pool.map`` as it is: of several exceptions it raises the one that arrives first."""

# expect: wrong in correctness

from multiprocessing import Pool


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    with Pool(workers) as pool:
        return pool.map(fn, items)
