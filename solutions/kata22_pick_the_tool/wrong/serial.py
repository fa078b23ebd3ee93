"""One job after the other, in the caller's thread."""
# expect: slow in correctness

from collections.abc import Callable, Sequence
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
    outcomes = []
    for job in jobs:
        try:
            outcomes.append((job.fn(*job.args), None))
        except Exception as error:
            outcomes.append((None, error))
    for _, error in outcomes:
        if error is not None:
            raise error
    return [value for value, _ in outcomes]
