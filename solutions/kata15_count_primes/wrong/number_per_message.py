"""A chunk of one: every number is a message to a worker and back."""

# expect: slow in benchmark

from math import isqrt
from multiprocessing import Pool


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    with Pool(workers) as pool:
        total = sum(pool.imap_unordered(is_prime, range(limit)))
        pool.close()
        pool.join()
    return total
