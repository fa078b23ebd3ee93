"""Chunks as futures, taken as they are completed: results go where they belong, errors wait for the end."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any

MANY = 32


def run_chunk[T, R](fn: Callable[[T], R], chunk: list[T]) -> list[R]:
    """Apply ``fn`` in a worker."""
    return [fn(item) for item in chunk]


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    size = max(1, len(items) // (MANY * workers))
    found: list[Any] = [None] * len(items)
    errors: dict[int, BaseException] = {}
    with ProcessPoolExecutor(max_workers=workers) as pool:
        starts = {pool.submit(run_chunk, fn, items[i : i + size]): i for i in range(0, len(items), size)}
        for future in as_completed(starts):
            start, error = starts[future], future.exception()
            if error is not None:
                errors[start] = error
            else:
                found[start : start + size] = future.result()
    if errors:
        raise errors[min(errors)]
    return found
