"""The CPU jobs are waited for before the I/O jobs are handed out."""
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
    outcomes: dict[int, Any] = {}
    with ProcessPoolExecutor(processes) as cpu:
        for number, job in enumerate(jobs):
            if job.kind == "cpu":
                outcomes[number] = cpu.submit(job.fn, *job.args)
    with ThreadPoolExecutor(threads) as io:
        for number, job in enumerate(jobs):
            if job.kind == "io":
                outcomes[number] = io.submit(job.fn, *job.args)
    return [outcomes[number].result() for number in range(len(jobs))]
