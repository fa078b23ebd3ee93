"""Threads and processes by hand: a queue for each kind, and workers that take the next job of theirs."""

import multiprocessing
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def _outcome(fn: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    """Whether a call went well, and what came of it."""
    try:
        return True, fn(*args)
    except Exception as error:  # noqa: BLE001  it is the job's, and goes to the caller
        return False, error


def _work(todo: Any, done: Any) -> None:
    """Do jobs until None comes; in a thread or in a process."""
    while (job := todo.get()) is not None:
        number, fn, args = job
        done.put((number, *_outcome(fn, args)))


class _Crew:
    """The workers of one kind: threads with queues, or processes with pipes that are queues."""

    def __init__(self, module: Any, worker: Any, many: int) -> None:
        self._todo, self._done = module.SimpleQueue(), module.SimpleQueue()
        self._workers = [worker(target=_work, args=(self._todo, self._done)) for _ in range(many)]

    def start(self) -> None:
        """Start the workers."""
        for worker in self._workers:
            worker.start()

    def run(self, jobs: dict[int, Job], outcomes: dict[int, tuple[bool, Any]]) -> None:
        """Hand out ``jobs`` and collect what comes of them, at the same time: a pipe holds little."""

        def hand_out() -> None:
            for number, job in jobs.items():
                self._todo.put((number, job.fn, job.args))
            for _ in self._workers:
                self._todo.put(None)

        handing_out = threading.Thread(target=hand_out)
        handing_out.start()
        for _ in jobs:
            number, fine, value = self._done.get()
            outcomes[number] = (fine, value)
        for worker in (handing_out, *self._workers):
            worker.join()


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    outcomes: dict[int, tuple[bool, Any]] = {}
    crews = {
        "cpu": _Crew(multiprocessing, multiprocessing.Process, processes),
        "io": _Crew(queue, threading.Thread, threads),
    }
    for crew in crews.values():  # processes first: a fork copies whatever locks threads hold at that moment
        crew.start()
    shares = {kind: {n: job for n, job in enumerate(jobs) if job.kind == kind} for kind in crews}
    waiting = threading.Thread(target=crews["io"].run, args=(shares["io"], outcomes))
    waiting.start()
    crews["cpu"].run(shares["cpu"], outcomes)
    waiting.join()
    for number in range(len(jobs)):
        fine, value = outcomes[number]
        if not fine:
            raise value
    return [outcomes[number][1] for number in range(len(jobs))]
