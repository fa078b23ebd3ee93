"""Chunks: large enough that a message is worth sending, many enough that nobody waits for the last one."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor

CHUNKS_PER_WORKER = 16


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    # 50,000 items for two workers make 32 messages of 1,563 items; 40 items make 20 of two. Whoever is done
    # takes the next chunk, so a dear item holds up its own chunk and nothing else.
    size = -(-len(items) // (workers * CHUNKS_PER_WORKER)) or 1
    with ProcessPoolExecutor(workers) as pool:
        # map() asks for results in item order, so the first exception that it meets is the earliest item's
        return list(pool.map(fn, items, chunksize=size))
