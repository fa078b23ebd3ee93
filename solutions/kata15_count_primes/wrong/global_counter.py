"""Children add to a global: each to its own copy, and the caller sees nothing of it."""

# expect: wrong in correctness

from math import isqrt
from multiprocessing import Process


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


found = 0


def count_numbers(numbers: range) -> None:
    """Count the primes in ``numbers``."""
    global found
    found += sum(map(is_prime, numbers))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    children = [
        Process(target=count_numbers, args=(range(2 * i + 1, limit, 2 * workers),)) for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return found
