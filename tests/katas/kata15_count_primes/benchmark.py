"""Who tests the numbers: at least two processes at the same time, about as much each."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.worker.benchmark import Bench


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, as in the starter."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_primes(limit: int, workers: int) -> int:  # noqa: ARG001  the kata's interface
    """The baseline: one after the other."""
    return sum(map(is_prime, range(limit)))


def count(kata: Any, limit: int) -> int:
    """Count with two workers."""
    return kata.count_primes(limit, 2)


def test_work_is_spread(bench: Bench) -> None:
    """The numbers are tested by `workers` processes, at the same time and about as much by each."""
    bench.cpu(count, size=60_000)
