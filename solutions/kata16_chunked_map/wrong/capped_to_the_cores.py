"""As many workers as the machine has cores, whatever was asked for."""

# expect: slow in correctness

import os
from concurrent.futures import ProcessPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items, workers = list(items), min(workers, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(fn, items, chunksize=max(1, len(items) // (16 * workers))))
