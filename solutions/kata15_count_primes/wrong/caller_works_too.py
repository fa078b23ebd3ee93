"""The caller takes a share as well, so one worker fewer than asked for does the rest."""

# expect: wrong in benchmark

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
    shares = [range(2 * i + 1, limit, 2 * workers) for i in range(workers)]
    if workers == 1:
        return count_numbers(shares[0]) + (limit > 2)
    with ProcessPoolExecutor(workers - 1) as pool:
        others = pool.map(count_numbers, shares[1:])
        return count_numbers(shares[0]) + sum(others) + (limit > 2)
