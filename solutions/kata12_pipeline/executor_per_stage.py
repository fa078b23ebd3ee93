"""An executor with one thread per stage; each item is a chain of calls, and semaphores bound what waits.

A call that has finished its item waits for room in front of the next stage and submits the next call there.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Semaphore
from typing import Any


class _Line:
    def __init__(self, stages: Sequence[Callable[[Any], Any]], capacity: int) -> None:
        self.results: list[Any] = []
        self.errors: list[BaseException] = []
        self._stages = stages
        self._room = [Semaphore(capacity) for _ in stages]
        self._pools = [ThreadPoolExecutor(1) for _ in stages]

    def close(self) -> None:
        for pool in self._pools:  # in this order: a stage is closed when nothing more can come into it
            pool.shutdown()

    def send(self, item: Any, number: int = 0) -> None:
        """Send ``item`` into stage ``number``, or out of the last one."""
        if number == len(self._stages):
            self.results.append(item)
        else:
            self._room[number].acquire()
            self._pools[number].submit(self._work, item, number)

    def _work(self, item: Any, number: int) -> None:
        self._room[number].release()
        if self.errors:
            return
        try:
            self.send(self._stages[number](item), number + 1)
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            self.errors.append(error)


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    line = _Line(stages, capacity)
    with ExitStack() as stack:
        stack.callback(line.close)
        for item in items:
            line.send(item)
            if line.errors:
                break
    if line.errors:
        raise line.errors[0]
    return line.results
