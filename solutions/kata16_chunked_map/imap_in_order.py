"""``Pool.imap`` with a chunk size: results, and so the first exception, come in the order of the items."""

import multiprocessing
from collections.abc import Callable, Iterable


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    chunk, left = divmod(len(items), workers * 4)  # what Pool.map takes if nobody says anything
    with multiprocessing.get_context().Pool(workers) as pool:
        return list(pool.imap(fn, items, chunksize=chunk + bool(left) or 1))
