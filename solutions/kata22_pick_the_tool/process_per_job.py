"""A process for each CPU job and a thread for each I/O job, at most so many of them at a time.

Dearer than a pool, and simpler in one way: what a job leaves in its process ends with it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def _outcome(fn: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return fn(*args), None
    except Exception as error:  # noqa: BLE001  it is the job's, and goes to the caller
        return None, error


def _send_outcome(end: Connection, fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
    end.send(_outcome(fn, args))


def _in_a_process(fn: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    mine, theirs = Pipe(duplex=False)
    process = Process(target=_send_outcome, args=(theirs, fn, args))
    process.start()
    theirs.close()
    with mine:
        outcome: tuple[Any, Exception | None] = mine.recv()  # before join: a large result fills the pipe
    process.join()
    return outcome


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    outcomes: list[tuple[Any, Exception | None]] = [(None, None)] * len(jobs)
    next_one = Lock()

    def work(todo: Iterator[int], run: Callable[..., tuple[Any, Exception | None]]) -> None:
        while True:
            with next_one:
                number = next(todo, None)
            if number is None:
                return
            outcomes[number] = run(jobs[number].fn, jobs[number].args)

    workers = []
    for kind, many, run in (("cpu", processes, _in_a_process), ("io", threads, _outcome)):
        todo = iter([number for number, job in enumerate(jobs) if job.kind == kind])
        workers += [Thread(target=work, args=(todo, run)) for _ in range(many)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for _, error in outcomes:
        if error is not None:
            raise error
    return [value for value, _ in outcomes]
