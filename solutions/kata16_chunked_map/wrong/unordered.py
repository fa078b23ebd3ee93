"""``imap_unordered``: results come as they are done, and so they are returned."""

# expect: wrong in correctness

from multiprocessing import Pool


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    with Pool(workers) as pool:
        return list(pool.imap_unordered(fn, items, chunksize=max(1, len(items) // (16 * workers))))
