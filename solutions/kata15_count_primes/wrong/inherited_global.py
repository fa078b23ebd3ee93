"""The limit travels in a global, which a spawned child does not inherit."""

# expect: wrong | crashed in correctness

from concurrent.futures import ProcessPoolExecutor
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


LIMIT = 0


def count_residue(start: int, step: int) -> int:
    """Count the primes of one residue class."""
    return sum(map(is_prime, range(start, LIMIT, step)))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    global LIMIT
    LIMIT = limit
    with ProcessPoolExecutor(workers) as pool:
        odd = pool.map(count_residue, range(1, 2 * workers, 2), [2 * workers] * workers)
        return sum(odd) + (limit > 2)
