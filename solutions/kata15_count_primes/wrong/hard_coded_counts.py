"""It knows the counts that were asked for when its author last looked, and nothing else."""

# expect: wrong in correctness

from bisect import bisect_left

PRIMES = [n for n in range(2, 400) if all(n % divisor for divisor in range(2, n))]


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``, as long as it is small."""
    return bisect_left(PRIMES, limit)
