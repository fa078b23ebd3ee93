"""One after the other, with a cache: the second time it is fast, the first time is what counts."""

# expect: slow in benchmark

from functools import cache
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


@cache
def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    return sum(map(is_prime, range(limit)))
