"""A ``Pool`` of a context of its own that takes blocks of numbers in any order."""

from math import isqrt
from multiprocessing import get_context

BLOCK = 2_000


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_block(block: range) -> int:
    """Count the primes in ``block``."""
    return sum(1 for n in block if is_prime(n))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``, found by ``workers`` processes."""
    blocks = (range(start, min(start + BLOCK, limit)) for start in range(0, limit, BLOCK))
    with get_context().Pool(workers) as pool:
        total = sum(pool.imap_unordered(count_block, blocks))
        pool.close()
        pool.join()
    return total
