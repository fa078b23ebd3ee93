"""The right pools, and each job is waited for before the next is handed out."""
# expect: slow in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
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
    outcomes: list[tuple[Any, Exception | None]] = []
    with ProcessPoolExecutor(processes) as cpu, ThreadPoolExecutor(threads) as io:
        for job in jobs:
            future = (cpu if job.kind == "cpu" else io).submit(job.fn, *job.args)
            error = future.exception()
            outcomes.append((None, error) if error else (future.result(), None))
    for _, error in outcomes:
        if error is not None:
            raise error
    return [value for value, _ in outcomes]
