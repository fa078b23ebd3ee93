"""All items are put into a queue without a feeder before any result is taken: both sides wait for room."""
# expect: deadlock in correctness

import multiprocessing
from collections.abc import Callable, Sequence
import time
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
        if results.empty():
            if not all_alive:
                raise RuntimeError("one of the workers has gone")
            time.sleep(0.01)
            continue
        index, value, error = results.get()
        if error is not None:
            raise error
        found[index] = value
        if waiting:
            tasks.put(waiting.pop())
    return found


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order."""
    tasks, results = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    crew = [multiprocessing.Process(target=_work, args=(fn, tasks, results)) for _ in range(workers)]
    waiting = list(enumerate(items))[::-1]
    for worker in crew:
        worker.start()
    try:
        while waiting:
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
    return [found[index] for index in range(len(items))]
