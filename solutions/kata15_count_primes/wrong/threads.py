"""Threads for work that never waits: the GIL lets one run at a time."""

# expect: wrong_tool in benchmark

from concurrent.futures import ThreadPoolExecutor
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_block(block: range) -> int:
    """Count the primes in ``block``."""
    return sum(map(is_prime, block))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    size = max(1, limit // (workers * 16))
    blocks = [range(start, min(start + size, limit)) for start in range(0, limit, size)]
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(count_block, blocks))
