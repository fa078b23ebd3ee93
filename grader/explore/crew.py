"""The greenlets that the threads of a world run on, used again and again.

To begin a greenlet costs more than most threads of a small program do. So a *worker* runs the body of one
thread after another, and waits in between in the crew of the thread of ours that it belongs to; then it
holds nothing of any world. All workers begin at the same depth, below no program, so that a recursion goes
equally deep in each, whatever ran on it before.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from greenlet import getcurrent, greenlet

if TYPE_CHECKING:
    from collections.abc import Callable


class Worker(greenlet):
    """Does one ``task`` after another; each returns the greenlet that goes on."""

    def __init__(self, crew: Crew) -> None:
        super().__init__()
        self.task: Callable[[], greenlet] | None = None
        self._crew = crew

    def run(self, *_: object) -> None:
        """Begin, then wait for a task and do it, for ever."""
        following = self.parent
        while True:
            assert following is not None  # noqa: S101  a task returns one
            following.switch()
            task, self.task = self.task, None
            assert task is not None  # noqa: S101  who switches here has given one
            following = task()
            del task
            self._crew.give_back(self)


class Crew(threading.local):
    """The workers of the running thread of ours that have nothing to do."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._nursery: Any = None

    def begin(self) -> None:
        """Be called where no program runs: there new workers will begin."""
        if self._nursery is None:
            self._nursery = greenlet(self._begin_workers)

    def _begin_workers(self, asks: Any) -> None:
        while True:
            worker = Worker(self)
            worker.switch()
            asks = asks.switch(worker)

    def take(self, parent: Any, task: Callable[[], greenlet]) -> Worker:
        """A worker that does ``task`` when it is switched to; what it raises is raised in ``parent``."""
        worker: Worker = self._idle.pop() if self._idle else self._nursery.switch(getcurrent())
        worker.parent = parent
        worker.gr_context = None  # a thread begins with an empty one
        worker.task = task
        return worker

    def give_back(self, worker: Worker) -> None:
        """Let ``worker`` wait for the next task, the one that it has not begun forgotten."""
        worker.task = None
        self._idle.append(worker)


CREW = Crew()
