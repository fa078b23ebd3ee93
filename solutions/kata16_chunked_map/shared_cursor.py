"""Workers that help themselves: each has all items, and a shared cursor says where the next chunk begins."""

import multiprocessing
from collections.abc import Callable, Iterable
from typing import Any


def work(fn: Callable[[Any], Any], items: list[Any], size: int, cursor: Any, answers: Any) -> None:
    """Take chunks until none is left; the lock is held for a moment, never while ``fn`` runs."""
    while True:
        with cursor.get_lock():
            start = cursor.value
            cursor.value = start + size
        if start >= len(items):
            break
        results: list[Any] = []
        error = None
        for item in items[start : start + size]:
            try:
                results.append(fn(item))
            except Exception as raised:  # noqa: BLE001  whatever it is, it is the caller's
                error = raised
                break
        answers.put((start, results, error))


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    size = max(1, len(items) // (workers * 20))
    cursor, answers = multiprocessing.Value("q", 0), multiprocessing.SimpleQueue()
    children = [
        multiprocessing.Process(target=work, args=(fn, items, size, cursor, answers)) for _ in range(workers)
    ]
    for child in children:
        child.start()
    found = dict[int, tuple[list[Any], Exception | None]]()
    for _ in range(0, len(items), size):
        start, results, error = answers.get()
        found[start] = results, error
    for child in children:
        child.join()
    answers.close()
    together: list[R] = []
    for start in sorted(found):
        results, error = found[start]
        if error is not None:
            raise error
        together += results
    return together
