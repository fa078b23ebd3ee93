"""The pool is neither closed nor joined: its processes outlive the call."""

# expect: leaked in correctness

from multiprocessing import Pool

pools = []


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items, pool = list(items), Pool(workers)
    pools.append(pool)
    return list(pool.imap(fn, items, chunksize=max(1, len(items) // (16 * workers))))
