"""No queue at all: an item is handed from one stage to the next, who must be there to take it.

That is less than `capacity` allows, and still every stage can be at work at the same time.
"""

from collections.abc import Callable, Iterable, Sequence
from threading import Semaphore, Thread
from typing import Any

_END = object()


class _Hands:
    """Where two stages meet: `give` waits until the other side is ready to take."""

    def __init__(self) -> None:
        self._ready = Semaphore(0)
        self._given = Semaphore(0)
        self._item: Any = None

    def give(self, item: Any) -> None:
        self._ready.acquire()
        self._item = item
        self._given.release()

    def take(self) -> Any:
        self._ready.release()
        self._given.acquire()
        return self._item


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:  # noqa: C901  short functions, all in one place
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    meetings = [_Hands() for _ in range(len(stages) + 1)]
    failure: list[BaseException] = []

    def feed() -> None:
        try:
            for item in items:
                meetings[0].give(item)
                if failure:
                    break
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            failure.append(error)
        finally:
            meetings[0].give(_END)

    def work(number: int) -> None:
        while (item := meetings[number].take()) is not _END:
            if failure:
                continue  # somebody before may still have something to give
            try:
                made = stages[number](item)
            except BaseException as error:  # noqa: BLE001  the same
                failure.append(error)
            else:
                meetings[number + 1].give(made)
        meetings[number + 1].give(_END)

    threads = [Thread(target=feed), *(Thread(target=work, args=(number,)) for number in range(len(stages)))]
    for thread in threads:
        thread.start()
    results: list[Any] = []
    while (item := meetings[-1].take()) is not _END:
        results.append(item)
    for thread in threads:
        thread.join()
    if failure:
        raise failure[0]
    return results
