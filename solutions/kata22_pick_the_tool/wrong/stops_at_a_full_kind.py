"""Jobs are handed out in order; a kind that is full holds up the other."""
# expect: slow in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Semaphore
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
    futures: list[Any] = []
    places = {"cpu": Semaphore(processes), "io": Semaphore(threads)}
    with ProcessPoolExecutor(processes) as cpu, ThreadPoolExecutor(threads) as io:
        pools = {"cpu": cpu, "io": io}
        for job in jobs:
            place = places[job.kind]
            place.acquire()
            futures.append(pools[job.kind].submit(job.fn, *job.args))
            futures[-1].add_done_callback(lambda _, place=place: place.release())
    return [future.result() for future in futures]
