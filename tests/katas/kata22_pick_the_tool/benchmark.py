"""Who computes: CPU jobs that really do, beside I/O jobs that wait; also the serial baseline."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.worker.benchmark import Bench

CPU_JOBS = 16
IO_JOBS = 4
PAUSE = 0.02
SIZE = 200_000
"""Steps of a job to begin with: some 0.2 s for all, so that a process for each job does not drown them."""


@dataclass(frozen=True)
class Job:
    """A job, as in the starter."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:  # noqa: ARG001  the kata's interface
    """The baseline: one after the other."""
    return [job.fn(*job.args) for job in jobs]


def stir(steps: int, number: int) -> int:
    """Compute for a while."""
    for _ in range(steps):
        number = (number * 1_103_515_245 + 12_345) & 0x7FFFFFFF
    return number


def doze(number: int) -> int:
    """Wait for a moment."""
    time.sleep(PAUSE)
    return -number


def mixed(kata: Any, steps: int) -> list[int]:
    """Run jobs of both kinds, three that compute and one that waits in turn."""
    every = CPU_JOBS // IO_JOBS
    jobs = []
    for number in range(CPU_JOBS):
        jobs.append(kata.Job("cpu", stir, (steps, number)))
        if number % every == 0:
            jobs.append(kata.Job("io", doze, (number,)))
    found: list[int] = kata.run_jobs(jobs, 4, 2)
    return found


def test_computing_is_spread(bench: Bench) -> None:
    """Two processes, from a fork server as by default since Python 3.14, share the computing evenly.

    They do so at the same time, and the caller does none of it. That spawned ones do is proved by gates.
    """
    bench.cpu(mixed, size=SIZE, method="forkserver")
