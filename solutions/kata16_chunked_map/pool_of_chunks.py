"""A ``Pool`` that maps whole chunks; what failed comes back as a value, so that the earliest can be told.

``Pool.map`` raises the exception that arrives first, whichever item it belongs to.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import batched
from multiprocessing import Pool


def run_chunk[T, R](fn: Callable[[T], R], chunk: tuple[T, ...]) -> tuple[list[R], Exception | None]:
    """Give the results up to the first exception, and that exception."""
    results: list[R] = []
    for item in chunk:
        try:
            results.append(fn(item))
        except Exception as error:  # noqa: BLE001  whatever it is, it is the caller's
            return results, error
    return results, None


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    chunks = batched(items, max(1, len(items) // (workers * 8)))
    found: list[R] = []
    with Pool(workers) as pool:
        for results, error in pool.map(partial(run_chunk, fn), chunks, chunksize=1):
            if error is not None:
                raise error
            found += results
        pool.close()
        pool.join()
    return found
