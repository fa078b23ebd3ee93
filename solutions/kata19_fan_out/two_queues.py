"""The plain way: a queue of tasks, a queue of results, a sentinel and a goodbye for each worker.

Whoever has gone without a goodbye has died. It is looked for whenever no result has come for a moment.
"""

from __future__ import annotations

from multiprocessing import Process, Queue
from queue import Empty
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RESULT, _ERROR, _GOODBYE = range(3)


def _work(name: int, fn: Callable[[Any], Any], tasks: Queue[Any], results: Queue[Any]) -> None:
    while (task := tasks.get()) is not None:
        index, item = task
        try:
            results.put((_RESULT, index, fn(item)))
        except BaseException as error:  # noqa: BLE001  whatever it is
            results.put((_ERROR, index, error))
    results.put((_GOODBYE, name, None))


def _take(results: Queue[Any], crew: dict[int, Process]) -> tuple[int, int, Any]:
    """Give the next message; ``crew`` are those who have not said goodbye."""
    while True:
        gone = [worker for worker in crew.values() if not worker.is_alive()]  # looked at first
        try:
            message: tuple[int, int, Any] = results.get(timeout=0.1)
        except Empty:
            if gone:
                raise RuntimeError(f"{gone[0].name} died with exit code {gone[0].exitcode}") from None
        else:
            return message


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order."""
    tasks: Queue[Any] = Queue()
    results: Queue[Any] = Queue()
    everybody = [Process(target=_work, args=(name, fn, tasks, results)) for name in range(workers)]
    found: dict[int, R] = {}
    for worker in everybody:
        worker.start()
    try:
        for task in enumerate(items):
            tasks.put(task)
        for _ in everybody:
            tasks.put(None)
        crew = dict(enumerate(everybody))
        while crew:
            kind, number, value = _take(results, crew)
            if kind == _GOODBYE:
                del crew[number]
            elif kind == _ERROR:
                raise value
            else:
                found[number] = value
    finally:
        for worker in everybody:
            worker.kill()  # nothing to those who have said goodbye
            worker.join()
        tasks.cancel_join_thread()
        tasks.close()
    return [found[index] for index in range(len(items))]
