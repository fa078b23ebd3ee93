"""All that computes goes into one process, one job after the other."""
# expect: slow in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
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
    futures: dict[int, Future[Any]] = {}
    with ProcessPoolExecutor(1) as cpu, ThreadPoolExecutor(threads) as io:
        # Processes first: a fork copies whatever locks threads hold at that moment.
        for kind, pool in (("cpu", cpu), ("io", io)):
            for number, job in enumerate(jobs):
                if job.kind == kind:
                    futures[number] = pool.submit(job.fn, *job.args)
    # Leaving the block has waited for all, whatever came of them.
    return [futures[number].result() for number in range(len(jobs))]
