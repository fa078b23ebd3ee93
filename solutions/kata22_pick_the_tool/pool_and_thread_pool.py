"""The pools of `multiprocessing`, of processes and of threads: `apply_async` hands out, `get` collects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool
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
    with Pool(processes) as cpu, ThreadPool(threads) as io:
        pools = {"io": io, "cpu": cpu}
        waiting = [pools[job.kind].apply_async(job.fn, job.args) for job in jobs]
        for pool in pools.values():
            pool.close()
        for pool in pools.values():
            pool.join()
    return [one.get() for one in waiting]
