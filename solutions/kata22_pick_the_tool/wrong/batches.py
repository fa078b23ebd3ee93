"""I/O jobs go in batches of `threads`, and each batch is waited for."""
# expect: slow in correctness

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


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    futures: dict[int, Any] = {}
    waiting = [number for number, job in enumerate(jobs) if job.kind == "io"]
    with ProcessPoolExecutor(processes) as cpu, ThreadPoolExecutor(threads) as io:
        for number, job in enumerate(jobs):
            if job.kind == "cpu":
                futures[number] = cpu.submit(job.fn, *job.args)
        for start in range(0, len(waiting), threads):
            batch = {n: io.submit(jobs[n].fn, *jobs[n].args) for n in waiting[start : start + threads]}
            wait(batch.values())
            futures.update(batch)
    return [futures[number].result() for number in range(len(jobs))]
