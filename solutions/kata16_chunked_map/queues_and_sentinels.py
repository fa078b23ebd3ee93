"""Processes and two queues: chunks go in, answers come out in any order, one sentinel ends each worker."""

from collections.abc import Callable, Iterable
from multiprocessing import Process, Queue
from typing import Any

END = None  # in the place of a whole task, where no item can be


def work(fn: Callable[[Any], Any], tasks: Any, answers: Any) -> None:
    """Take chunks until there is none; runs in a worker."""
    for start, chunk in iter(tasks.get, END):
        results: list[Any] = []
        try:
            results.extend(map(fn, chunk))
        except Exception as error:  # noqa: BLE001  whatever it is, it is the caller's
            answers.put((start, results, error))
        else:
            answers.put((start, results, None))


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    size = 1 + len(items) // (workers * 16)
    starts = range(0, len(items), size)
    tasks: Any = Queue()
    answers: Any = Queue()
    children = [Process(target=work, args=(fn, tasks, answers)) for _ in range(workers)]
    for child in children:
        child.start()
    for start in starts:
        tasks.put((start, items[start : start + size]))
    for _ in children:
        tasks.put(END)
    found = sorted((answers.get() for _ in starts), key=lambda answer: answer[0])  # all, before any join
    for child in children:
        child.join()
    if error := next((error for _, _, error in found if error is not None), None):
        raise error
    return [result for _, results, _ in found for result in results]
