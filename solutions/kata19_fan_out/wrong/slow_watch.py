"""Whether all are alive is looked at every three seconds, and a second is what the caller is promised."""
# expect: timed_out in correctness

from collections.abc import Callable, Sequence
from multiprocessing import Process, Queue
from queue import Empty
from typing import Any

LOOK = 3.0  # seconds between two looks whether all are alive, while no result comes


def _work(
    fn: Callable[[Any], Any], share: list[tuple[int, Any]], results: "Queue[tuple[int, bool, Any]]"
) -> None:
    """Be a worker: say for each item whether it worked and what came of it."""
    for index, item in share:
        try:
            answer = index, True, fn(item)
        except BaseException as error:  # noqa: BLE001  SystemExit too is the caller's to see
            answer = index, False, error
        results.put(answer)


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order.

    Raises:
        BaseException: what ``fn`` raised, the first that is heard of.
        ChildProcessError: a worker died with an item.
    """
    tasks = list(enumerate(items))
    shares = [tasks[first::workers] for first in range(min(workers, len(tasks)))]
    results: Queue[tuple[int, bool, Any]] = Queue()
    crew: list[Process] = []
    found: dict[int, R] = {}
    try:
        for share in shares:
            worker = Process(target=_work, args=(fn, share, results))
            worker.start()
            crew.append(worker)
        while len(found) < len(tasks):
            for worker, share in zip(crew, shares, strict=True):
                owes = any(index not in found for index, _ in share)
                # in this order: what a worker put is in the queue before it ends
                if owes and not worker.is_alive() and results.empty():
                    raise ChildProcessError(f"a worker died with its item, exit code {worker.exitcode}")
            try:
                index, worked, value = results.get(timeout=LOOK)
            except Empty:
                continue
            if not worked:
                raise value
            found[index] = value
    finally:
        for worker in crew:
            worker.kill()  # nothing to those that are done; the others have nothing more to say
        for worker in crew:
            worker.join()
    return [found[index] for index in range(len(tasks))]
