"""Every worker has all items and takes the next number from a shared cursor; a thread each listens to it.

A worker that is done says goodbye; one whose pipe ends without it has died.
"""

from __future__ import annotations

import multiprocessing as mp
import queue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CONTEXT = mp.get_context("forkserver" if "forkserver" in mp.get_all_start_methods() else "spawn")
_DONE, _FAILED, _BYE, _GONE = "done", "failed", "bye", "gone"


class _Worker(_CONTEXT.Process):
    def __init__(self, fn: Callable[[Any], Any], items: Sequence[Any], cursor: Any) -> None:
        super().__init__()
        self._fn, self._items, self._cursor = fn, items, cursor
        self._ours, self._theirs = _CONTEXT.Pipe(duplex=False)

    def run(self) -> None:
        """Help yourself until nothing is left."""
        while True:
            with self._cursor.get_lock():
                index = self._cursor.value
                self._cursor.value += 1
            if index >= len(self._items):
                break
            try:
                said = _DONE, index, self._fn(self._items[index])
            except BaseException as error:  # noqa: BLE001  whatever it is
                said = _FAILED, index, error
            self._theirs.send(said)
        self._theirs.send((_BYE, -1, None))

    def start(self) -> None:
        """Start, and let the child be the only one to write."""
        super().start()
        self._theirs.close()

    def listen(self, heard: queue.SimpleQueue[tuple[str, int, Any]]) -> None:
        """Pass on what it says, until it has gone."""
        try:
            while True:
                said = self._ours.recv()
                if said[0] == _BYE:
                    break
                heard.put(said)
        except EOFError:
            heard.put((_GONE, -1, None))
        except Exception as error:  # noqa: BLE001  what cannot be unpickled
            heard.put((_FAILED, -1, error))


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order."""
    heard: queue.SimpleQueue[tuple[str, int, Any]] = queue.SimpleQueue()
    cursor = _CONTEXT.Value("q", 0)
    results: list[Any] = [None] * len(items)
    missing = len(items)
    crew: list[_Worker] = []
    threads: list[Thread] = []
    try:
        for _ in range(workers if items else 0):
            crew.append(_Worker(fn, items, cursor))
            crew[-1].start()
            threads.append(Thread(target=crew[-1].listen, args=(heard,)))
            threads[-1].start()
        while missing:
            what, index, value = heard.get()
            if what == _FAILED:
                raise value
            if what == _GONE:
                raise RuntimeError("a worker has gone, and did not say goodbye")
            results[index] = value
            missing -= 1
    finally:
        for worker in crew:
            worker.terminate()
            worker.join()
        for thread in threads:
            thread.join()
    return results
