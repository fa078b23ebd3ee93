"""Exceptions travel as results, so one that ``fn`` returns is taken for one that it raised."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor
from functools import partial


def attempt(fn, item):
    """Apply ``fn``, and give what it raised."""
    try:
        return fn(item)
    except Exception as error:
        return error


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    with ProcessPoolExecutor(workers) as pool:
        size = max(1, len(items) // (16 * workers))
        found = list(pool.map(partial(attempt, fn), items, chunksize=size))
    for result in found:
        if isinstance(result, Exception):
            raise result
    return found
