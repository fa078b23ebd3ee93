"""Guided chunks: an eighth of a worker's share of what is left, down to single items; no size to choose."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor


def run_chunk[T, R](fn: Callable[[T], R], chunk: list[T]) -> list[R]:
    """Apply ``fn`` in a worker."""
    return [fn(item) for item in chunk]


def smaller_and_smaller[T](items: list[T], workers: int) -> Iterator[list[T]]:
    """Cut ``items`` into chunks that shrink towards the end, where waiting for the last one hurts."""
    start = 0
    while start < len(items):
        size = max(1, (len(items) - start) // (8 * workers))
        yield items[start : start + size]
        start += size


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    with ProcessPoolExecutor(workers) as pool:
        futures = [pool.submit(run_chunk, fn, chunk) for chunk in smaller_and_smaller(list(items), workers)]
        try:
            return [result for future in futures for result in future.result()]
        finally:
            pool.shutdown(cancel_futures=True)  # after an exception the rest is not worth the work
