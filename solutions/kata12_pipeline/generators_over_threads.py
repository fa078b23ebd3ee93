"""Each stage is a generator whose work is done ahead in a thread of its own, as far as its queue has room.

The generators are nested, so a failure leaves the way it came: up through all of them, each of which stops
its thread and waits for it on the way.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Queue
from threading import Event, Thread
from typing import Any


class _Result:
    def __init__(self, value: Any) -> None:
        self.value = value


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _ahead(source: Iterator[Any], stage: Callable[[Any], Any], capacity: int) -> Iterator[Any]:
    """The results of ``stage`` for all of ``source``, worked out ahead by a thread."""
    queue: Queue[_Result | _Failure | None] = Queue(capacity)
    stopped = Event()

    def work() -> None:
        try:
            for item in source:
                queue.put(_Result(stage(item)))
                if stopped.is_set():
                    break
            queue.put(None)
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            queue.put(_Failure(error))
        finally:
            if hasattr(source, "close"):
                source.close()

    thread = Thread(target=work)
    thread.start()
    try:
        while (made := queue.get()) is not None:
            if isinstance(made, _Failure):
                raise made.error
            yield made.value
    finally:
        stopped.set()
        while thread.is_alive():
            while not queue.empty():
                queue.get()
            thread.join(0.01)


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    source = iter(items)
    for stage in stages:
        source = _ahead(source, stage, capacity)
    return list(source)
