"""``Pool.imap`` as it is sends one item at a time."""

# expect: slow in benchmark

from multiprocessing import Pool


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    with Pool(workers) as pool:
        return list(pool.imap(fn, items))
