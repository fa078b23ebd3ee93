"""A one-way pipe for each worker: no lock is shared, so nobody's death can harm another.

Who holds the only writing end and dies is heard as an end of file, without a clock.
"""

from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from typing import Any


class WorkerDied(Exception):
    """A worker ended with items of its share undone."""


def _work(fn: Callable[[Any], Any], share: list[Any], results: Connection) -> None:
    for item in share:
        try:
            answer = fn(item), None
        except BaseException as error:  # noqa: BLE001  whatever it is
            answer = None, (error,)
        results.send(answer)


def _start(fn: Callable[[Any], Any], share: list[Any]) -> tuple[Process, Connection]:
    ours, theirs = Pipe(duplex=False)
    worker = Process(target=_work, args=(fn, share, theirs), daemon=True)
    worker.start()
    theirs.close()
    return worker, ours


def _collect(crew: dict[Connection, Iterator[int]], found: dict[int, Any]) -> None:
    """Take results until each worker has delivered its share."""
    while crew:
        for end in wait(list(crew)):
            index = next(crew[end], None)
            if index is None:
                del crew[end]  # the end of file after its last result
                continue
            try:
                value, failed = end.recv()
            except EOFError:
                raise WorkerDied(f"item {index} was not finished") from None
            if failed:
                raise failed[0]
            found[index] = value


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order."""
    started: list[tuple[Process, Connection]] = []
    crew: dict[Connection, Iterator[int]] = {}
    found: dict[int, R] = {}
    try:
        for first in range(min(workers, len(items))):
            mine = range(first, len(items), workers)
            worker, end = _start(fn, [items[index] for index in mine])
            started.append((worker, end))
            crew[end] = iter(mine)
        _collect(crew, found)
    finally:
        for worker, _ in started:
            worker.terminate()
        for worker, end in started:
            worker.join()
            end.close()
    return [found[index] for index in range(len(items))]
