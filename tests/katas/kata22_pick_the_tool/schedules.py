"""Jobs handed out between threads and processes: none lost, none doubled, whoever is stopped where.

The pools of `multiprocessing` have three threads of their own each, beside their workers: no bound can be
exhausted for two of them. So a number of schedules is enough here, and the report says how many there were;
what threads and processes made by hand do wrong shows within them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType


class Refused(Exception):
    """What a job raises."""


def double(number: int) -> int:
    """Compute a little."""
    return 2 * number


def refuse(number: int) -> int:
    """Raise."""
    raise Refused(number)


def must_give(
    attempt: ModuleType, jobs: list[Any], threads: int, processes: int, expected: list[int]
) -> None:
    """Compare one call."""
    seen = attempt.run_jobs(jobs, threads, processes)
    assert seen == expected, f"the jobs should give {expected}, and gave {seen}"


class Begun:
    """An I/O job that notes its calls."""

    def __init__(self) -> None:
        self.begun: list[int] = []

    def __call__(self, number: int) -> int:
        """Wait for a moment."""
        self.begun.append(number)
        time.sleep(0.001)
        return 2 * number

    def check(self, jobs: int) -> None:
        """Make sure that each ran once."""
        assert sorted(self.begun) == list(range(jobs)), f"{jobs} I/O jobs; what ran: {self.begun}"


@pytest.mark.explore(least=-1, schedules=300)
def test_three_io_jobs(attempt: ModuleType) -> None:
    """Two threads do three I/O jobs: each runs once, and the results are in order."""
    fetch = Begun()
    jobs = [attempt.Job("io", fetch, (number,)) for number in range(3)]
    must_give(attempt, jobs, 2, 1, [0, 2, 4])
    fetch.check(3)


@pytest.mark.explore(least=-1, schedules=150)
def test_an_io_job_raises(attempt: ModuleType) -> None:
    """Two of three I/O jobs raise: the exception of the first in order is raised when all have run."""
    fetch = Begun()
    jobs = [attempt.Job("io", fetch, (0,)), attempt.Job("io", refuse, (1,)), attempt.Job("io", refuse, (2,))]
    with pytest.raises(Refused) as raised:
        attempt.run_jobs(jobs, 2, 1)
    assert raised.value.args == (1,), f"jobs 1 and 2 raised, and the exception of {raised.value} came out"
    fetch.check(1)


@pytest.mark.explore(least=-1, schedules=200)
def test_two_cpu_jobs(attempt: ModuleType) -> None:
    """Two processes do two CPU jobs, and both results arrive."""
    must_give(attempt, [attempt.Job("cpu", double, (number,)) for number in (1, 2)], 1, 2, [2, 4])
