"""Each `get` and `put` gives up after a while, looks whether it is to stop, and tries again."""

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_END = object()
_A_WHILE = 0.05


class _Stopped(Exception):
    """Something has failed elsewhere."""


class _Hop:
    def __init__(self, capacity: int, stop: threading.Event) -> None:
        self._queue: queue.Queue[Any] = queue.Queue(maxsize=capacity)
        self._stop = stop

    def put(self, item: Any) -> None:
        while not self._stop.is_set():
            try:
                return self._queue.put(item, timeout=_A_WHILE)
            except queue.Full:
                continue
        raise _Stopped

    def get(self) -> Any:
        while not self._stop.is_set():
            try:
                return self._queue.get(timeout=_A_WHILE)
            except queue.Empty:
                continue
        raise _Stopped


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:  # noqa: C901  short functions, all in one place
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    stop = threading.Event()
    hops = [_Hop(capacity, stop) for _ in range(len(stages) + 1)]
    first_error: list[BaseException] = []

    def guarded(work: Callable[..., None], *args: Any) -> None:
        try:
            work(*args)
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            first_error.append(error)
            stop.set()

    def feed() -> None:
        for item in items:
            hops[0].put(item)
        hops[0].put(_END)

    def work(stage: Callable[[Any], Any], source: _Hop, target: _Hop) -> None:
        while (item := source.get()) is not _END:
            target.put(stage(item))
        target.put(_END)

    threads = [threading.Thread(target=guarded, args=(feed,))]
    for n, stage in enumerate(stages):
        threads.append(threading.Thread(target=guarded, args=(work, stage, hops[n], hops[n + 1])))
    for thread in threads:
        thread.start()
    results: list[Any] = []

    def collect() -> None:
        while (item := hops[-1].get()) is not _END:
            results.append(item)

    guarded(collect)
    for thread in threads:
        thread.join()
    if first_error:
        raise first_error[0]
    return results
