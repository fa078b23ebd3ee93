"""What ``fn`` raised reaches the caller as another exception."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    with ProcessPoolExecutor(workers) as pool:
        try:
            return list(pool.map(fn, items, chunksize=max(1, len(items) // (16 * workers))))
        except Exception as error:
            raise RuntimeError(f"a worker failed: {error}") from error
