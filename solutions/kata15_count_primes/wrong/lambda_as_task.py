"""A lambda cannot be pickled: it works with fork alone."""

# expect: crashed in correctness

import multiprocessing
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    sums = multiprocessing.SimpleQueue()
    children = [
        multiprocessing.Process(
            target=lambda numbers: sums.put(sum(map(is_prime, numbers))),
            args=(range(2 * i + 1, limit, 2 * workers),),
        )
        for i in range(workers)
    ]
    for child in children:
        child.start()
    total = sum(sums.get() for _ in children)
    for child in children:
        child.join()
    sums.close()
    return total + (limit > 2)
