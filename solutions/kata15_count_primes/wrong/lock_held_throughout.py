"""A process per worker, and each holds the lock of the sum for as long as it counts."""

# expect: slow in benchmark

from math import isqrt
from multiprocessing import Process, Value


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_numbers(numbers: range, found) -> None:
    """Add the primes in ``numbers`` to ``found``."""
    with found.get_lock():
        found.value += sum(map(is_prime, numbers))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    found = Value("q", int(limit > 2))
    children = [
        Process(target=count_numbers, args=(range(2 * i + 1, limit, 2 * workers), found)) for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return found.value
