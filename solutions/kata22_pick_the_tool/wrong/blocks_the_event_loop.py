"""I/O jobs are called by coroutines, and their calls block the loop: one at a time."""
# expect: slow in correctness

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


async def _run(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(processes) as cpu:
        gate = asyncio.Semaphore(threads)

        async def wait(job: Job) -> tuple[Any, Exception | None]:
            async with gate:
                return _caught(job.fn, job.args)

        running = [
            wait(job) if job.kind == "io" else loop.run_in_executor(cpu, _caught, job.fn, job.args)
            for job in jobs
        ]
        return await asyncio.gather(*running)


def _caught(fn: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """What came of a call; a future of asyncio does not take every exception."""
    try:
        return fn(*args), None
    except Exception as error:  # noqa: BLE001  it is the job's, and goes to the caller
        return None, error


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    outcomes = asyncio.run(_run(jobs, threads, processes))
    for _, error in outcomes:
        if error is not None:
            raise error
    return [value for value, _ in outcomes]
