"""Counts limit itself, too."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_numbers(numbers: range) -> int:
    """Count the primes in ``numbers``."""
    return sum(map(is_prime, numbers))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    shares = [range(2 * i + 1, limit + 1, 2 * workers) for i in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(count_numbers, shares)) + (limit > 1)
