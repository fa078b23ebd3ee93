"""Count primes on several cores."""

from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``, found by ``workers`` processes."""
    # TODO: split the numbers below `limit`, and have `workers` processes test them at the same time
    raise NotImplementedError
