"""A thread per stage, a bounded queue in front of each; nobody leaves before the end has come by.

The bound is the back-pressure: who is ahead waits in `put`, all the way back to whoever reads the items.
The danger is one who waits in `put` for a thread that has gone. So no thread goes: after a failure each
stage still takes what comes, without working on it, until it has passed on the end. The caller puts the end
into the first queue whatever happens, so it reaches everybody, and nobody is left behind.
"""

from collections.abc import Callable, Iterable, Sequence
from queue import Queue
from threading import Thread
from typing import Any

_END = object()  # nobody else has it; compared with `is`, for an item may say that it equals anything


def _work(
    stage: Callable[[Any], Any],
    inbox: Queue[Any],
    hand_on: Callable[[Any], None],
    errors: list[BaseException],
) -> None:
    """Be the thread of ``stage``, until the end comes."""
    while (item := inbox.get()) is not _END:
        if not errors:
            try:
                hand_on(stage(item))
            except BaseException as error:  # noqa: BLE001  SystemExit too is the caller's to see
                errors.append(error)  # one step, as is the look whether there are any
    hand_on(_END)


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order.

    Raises:
        ValueError: ``capacity`` is below 1.
        BaseException: whatever a stage or ``items`` raised.
    """
    if capacity < 1:
        raise ValueError(f"capacity must be at least 1, not {capacity}")
    results: list[Any] = []
    errors: list[BaseException] = []
    inboxes: list[Queue[Any]] = [Queue(capacity) for _ in stages]
    ways = [*(inbox.put for inbox in inboxes), results.append]  # into each stage, and out of the last
    threads = [
        Thread(target=_work, args=(stage, inbox, hand_on, errors))
        for stage, inbox, hand_on in zip(stages, inboxes, ways[1:], strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        for item in items:
            ways[0](item)
            if errors:
                break
    except BaseException as error:  # noqa: BLE001  the same
        errors.append(error)
    ways[0](_END)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results[:-1]  # all but the end
