"""What is counted, whatever does the counting, under every start method."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any

from grader.verdict import Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

PRIMES_BELOW = {4: 2, 5: 2, 6: 3, 7: 3, 8: 4, 25: 9, 26: 9, 97: 24, 98: 25, 120: 30, 347: 68, 348: 69}


def must_count(attempt: Any, limit: int, workers: int, expected: int) -> None:
    """Compare one call, its type included."""
    seen = attempt.count_primes(limit, workers)
    assert type(seen) is int, f"count_primes({limit}, {workers}) returned {seen!r}, which is no int"
    assert seen == expected, f"count_primes({limit}, {workers}) returned {seen}, expected {expected}"


def must_work(attempt: Any, method: str) -> None:
    """Count a little under ``method``; what it cannot pickle or find there makes it crash."""
    try:
        for workers, limit in ((1, 30), (2, 30), (3, 31)):
            must_count(attempt, limit, workers, 10)
    except (AssertionError, NotImplementedError):
        raise
    except Exception as error:
        raise Finding(Verdict.CRASHED, f"under {method}: {type(error).__name__}: {error}") from error


def test_smallest_limits(attempt: Any) -> None:
    """There is no prime below 0, 1 and 2, and one below 3."""
    for limit, expected in ((0, 0), (1, 0), (2, 0), (3, 1)):
        for workers in (1, 2):
            must_count(attempt, limit, workers, expected)


def test_negative_limit(attempt: Any) -> None:
    """A negative limit gives 0."""
    must_count(attempt, -1, 2, 0)
    must_count(attempt, -100, 3, 0)


def test_table(attempt: Any) -> None:
    """The counts below small and larger limits are right for 1, 2, 3 and 5 workers."""
    for limit, expected in PRIMES_BELOW.items():
        must_count(attempt, limit, 2, expected)
    for workers in (1, 3, 5):
        must_count(attempt, 120, workers, 30)


def test_limits_drawn_anew(attempt: Any, rng: Random) -> None:
    """The counts are right for limits that nobody has seen before."""
    limits = rng.sample(range(400, 3_000), 3)
    for workers, limit in enumerate(limits, 1):
        expected = sum(all(n % divisor for divisor in range(2, isqrt(n) + 1)) for n in range(2, limit))
        must_count(attempt, limit, workers, expected)


def test_more_workers_than_numbers(attempt: Any) -> None:
    """Workers that find nothing to do are no trouble."""
    must_count(attempt, 3, 6, 1)
    must_count(attempt, 4, 6, 2)


def test_called_again(attempt: Any) -> None:
    """A second call starts from nothing."""
    for _ in range(2):
        must_count(attempt, 120, 2, 30)
        must_count(attempt, 98, 2, 25)


def test_under_fork(attempt: Any, start_method: Callable[[str], bool]) -> None:
    """It works where children are forked."""
    if start_method("fork"):
        must_work(attempt, "fork")


def test_under_spawn(attempt: Any, start_method: Callable[[str], bool]) -> None:
    """It works where children are spawned: they import the module and inherit nothing else."""
    if start_method("spawn"):
        must_work(attempt, "spawn")


def test_under_forkserver(attempt: Any, start_method: Callable[[str], bool]) -> None:
    """It works where children come from a fork server, Python 3.14's default on Linux."""
    if start_method("forkserver"):
        must_work(attempt, "forkserver")
