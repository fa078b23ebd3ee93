"""The pools belong to the module and stay: the first call's limits hold for all."""
# expect: leaked | wrong | slow in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


_pools: dict[str, Any] = {}


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    if not _pools:
        _pools.update(cpu=ProcessPoolExecutor(processes), io=ThreadPoolExecutor(threads))
    futures = [_pools[job.kind].submit(job.fn, *job.args) for job in jobs]
    wait(futures)
    return [future.result() for future in futures]
