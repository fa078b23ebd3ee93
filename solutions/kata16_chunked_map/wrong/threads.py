"""Threads for work that never waits: the GIL lets one run at a time."""

# expect: wrong_tool in correctness

from concurrent.futures import ThreadPoolExecutor


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(fn, items))
