"""Workers take the next item from a queue; one more is put there for each result that has come.

Nobody is sent home before all results are there. So a worker that has gone has died, and no more items
lie in the queue than there are workers.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from queue import Empty
from typing import Any


def _work(fn: Callable[[Any], Any], tasks: Any, results: Any) -> None:
    while True:
        task = tasks.get()
        if task is None:
            return
        index, item = task
        try:
            results.put((index, fn(item), None))
        except BaseException as error:  # noqa: BLE001  whatever it is
            results.put((index, None, error))


def _gather(tasks: Any, results: Any, waiting: list[Any], crew: list[Any], count: int) -> dict[int, Any]:
    found: dict[int, Any] = {}
    while len(found) < count:
        all_alive = all(worker.is_alive() for worker in crew)
        try:
            index, value, error = results.get(timeout=0.1)
        except Empty:
            if not all_alive:
                raise RuntimeError("one of the workers has gone") from None
            continue
        if error is not None:
            raise error
        found[index] = value
        if waiting:
            tasks.put(waiting.pop())
    return found


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order."""
    tasks, results = multiprocessing.Queue(), multiprocessing.Queue()
    crew = [multiprocessing.Process(target=_work, args=(fn, tasks, results)) for _ in range(workers)]
    waiting = list(enumerate(items))[::-1]
    for worker in crew:
        worker.start()
    try:
        for _ in crew:
            if waiting:
                tasks.put(waiting.pop())
        found = _gather(tasks, results, waiting, crew, len(items))
        for _ in crew:
            tasks.put(None)
    except BaseException:
        for worker in crew:
            worker.kill()
        raise
    finally:
        for worker in crew:
            worker.join()
        tasks.close()
        tasks.cancel_join_thread()
    return [found[index] for index in range(len(items))]
