"""One after the other, in the calling process."""

# expect: slow in benchmark

from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    return sum(map(is_prime, range(limit)))
