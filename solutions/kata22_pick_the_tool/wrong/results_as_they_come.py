"""The results come in the order in which the jobs end."""
# expect: wrong in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
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
    with ProcessPoolExecutor(processes) as cpu, ThreadPoolExecutor(threads) as io:
        pools = {"cpu": cpu, "io": io}
        futures = [pools[job.kind].submit(job.fn, *job.args) for job in jobs]
        return [future.result() for future in as_completed(futures)]
