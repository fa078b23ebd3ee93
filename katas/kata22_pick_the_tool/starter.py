"""Run jobs that wait and jobs that compute side by side, each where it belongs."""

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
    # TODO: which tool runs which kind?
    # TODO: who waits for whom? Neither kind should wait for the other
    # TODO: in which order do you look at the results, and what if one of them is an exception?
    raise NotImplementedError
