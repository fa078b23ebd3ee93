"""Threads of the caller do the work, no process."""
# expect: wrong | crashed in correctness

from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import Any


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` threads; the results in order."""
    tasks: SimpleQueue[tuple[int, T] | None] = SimpleQueue()
    results: list[Any] = [None] * len(items)
    errors: list[BaseException] = []

    def work() -> None:
        while (task := tasks.get()) is not None:
            index, item = task
            try:
                results[index] = fn(item)
            except BaseException as error:  # noqa: BLE001  SystemExit too is the caller's to see
                errors.append(error)

    crew = [Thread(target=work) for _ in range(workers)]
    for thread in crew:
        thread.start()
    for task in enumerate(items):
        tasks.put(task)
    for _ in crew:
        tasks.put(None)
    for thread in crew:
        thread.join()
    if errors:
        raise errors[0]
    return results
