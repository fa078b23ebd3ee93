"""Processes, because the work is Python code; many small blocks, because it is unevenly dear."""

from concurrent.futures import ProcessPoolExecutor
from math import isqrt

BLOCKS_PER_WORKER = 16


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_block(block: range) -> int:
    """Count the primes in ``block``; runs in a worker, so it is a module's function, not a lambda."""
    return sum(map(is_prime, block))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``, found by ``workers`` processes."""
    # Large numbers cost more than small ones. With many more blocks than workers, whoever is done first
    # takes the next block, and nobody waits long for the last one. A range pickles as three numbers.
    size = max(1, limit // (workers * BLOCKS_PER_WORKER))
    blocks = [range(start, min(start + size, limit)) for start in range(0, limit, size)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(count_block, blocks))
