"""An event loop with a task for each job, in a `TaskGroup` that no failure leaves."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


async def _all(jobs: Sequence[Job], pools: dict[str, Executor]) -> list[Any]:
    loop = asyncio.get_running_loop()
    errors: dict[int, Exception] = {}

    async def one(number: int, job: Job) -> Any:
        try:
            return await loop.run_in_executor(pools[job.kind], job.fn, *job.args)
        except Exception as error:  # noqa: BLE001  it is raised below
            errors[number] = error

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(number, job)) for number, job in enumerate(jobs)]
    if errors:
        raise errors[min(errors)]
    return [task.result() for task in tasks]


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    with ThreadPoolExecutor(threads) as io, ProcessPoolExecutor(processes) as cpu:
        return asyncio.run(_all(jobs, {"io": io, "cpu": cpu}))
