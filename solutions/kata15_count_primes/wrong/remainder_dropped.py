"""Blocks of limit // workers numbers: what is left over is counted by nobody."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_block(block: range) -> int:
    """Count the primes in ``block``."""
    return sum(map(is_prime, block))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    size = max(0, limit) // workers
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(count_block, [range(i * size, (i + 1) * size) for i in range(workers)]))
