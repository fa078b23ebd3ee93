"""The number of the next job is read, and raised afterwards: two threads may do the same job."""
# expect: race in schedules

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from threading import Thread
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    outcomes: dict[int, tuple[Any, Exception | None]] = {}
    todo = [number for number, job in enumerate(jobs) if job.kind == "io"]
    place = 0

    def wait() -> None:
        nonlocal place
        while place < len(todo):
            number = todo[place]
            place += 1
            outcomes[number] = _outcome(jobs[number])

    waiting = [Thread(target=wait) for _ in range(threads)]
    with ProcessPoolExecutor(processes) as cpu:
        computing = {n: cpu.submit(_outcome, job) for n, job in enumerate(jobs) if job.kind == "cpu"}
        for thread in waiting:
            thread.start()
        for thread in waiting:
            thread.join()
    outcomes |= {number: future.result() for number, future in computing.items()}
    for number in range(len(jobs)):
        error = outcomes[number][1]
        if error is not None:
            raise error
    return [outcomes[number][0] for number in range(len(jobs))]


def _outcome(job: Job) -> tuple[Any, Exception | None]:
    try:
        return job.fn(*job.args), None
    except Exception as error:
        return None, error
