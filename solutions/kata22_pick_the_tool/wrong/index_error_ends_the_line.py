"""An `IndexError` of a job is taken for the end of the line: its thread stops, and nobody hears of it."""
# expect: wrong in correctness

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from threading import Thread
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
    line = deque(number for number, job in enumerate(jobs) if job.kind == "io")
    results: list[Any] = [None] * len(jobs)
    errors: dict[int, BaseException] = {}

    def work() -> None:
        while True:
            try:
                number = line.popleft()
                results[number] = jobs[number].fn(*jobs[number].args)
            except IndexError:
                return
            except Exception as error:  # noqa: BLE001  it is raised below
                errors[number] = error

    with ProcessPoolExecutor(processes) as cpu:
        futures = {n: cpu.submit(job.fn, *job.args) for n, job in enumerate(jobs) if job.kind == "cpu"}
        crew = [Thread(target=work) for _ in range(threads)]
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
    for number, future in futures.items():
        error = future.exception()
        if error is not None:
            errors[number] = error
        else:
            results[number] = future.result()
    if errors:
        raise errors[min(errors)]
    return results
