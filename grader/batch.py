"""Many judgements side by side: each result as soon as it is there, and nothing left running."""

from __future__ import annotations

from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from grader.protocol import Progress

    type Listener = Callable[[Progress], None]


def batch[T](jobs: Sequence[Callable[[Listener], T]], *, workers: int = 1) -> Generator[T]:
    """Do every job, ``workers`` at once, and give what each returns as soon as it is done.

    A job passes the listener that it is given on to what it judges. Closing the iterator, or a Ctrl-C,
    ends what runs, with its processes, and begins nothing more.
    """
    if workers == 1:
        for job in jobs:
            yield job(lambda _: None)
        return
    stop = Event()

    def listen(_: Progress) -> None:
        if stop.is_set():
            raise CancelledError

    with ThreadPoolExecutor(workers) as pool:
        running = [pool.submit(job, listen) for job in jobs]
        try:
            for done in as_completed(running):
                yield done.result()
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
