"""A better division, three times faster, and still one core does it all."""

# expect: slow in benchmark

from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def is_prime_by_wheel(n: int) -> bool:
    """Whether ``n`` is prime; tries 2, 3 and what is next to a multiple of 6."""
    if n < 5:
        return n in (2, 3)
    if n % 2 == 0 or n % 3 == 0:
        return False
    for divisor in range(5, isqrt(n) + 1, 6):
        if n % divisor == 0 or n % (divisor + 2) == 0:
            return False
    return True


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    return sum(map(is_prime_by_wheel, range(limit)))
