"""Processes made by hand: each counts its share of the odd numbers and puts one sum in a queue."""

import multiprocessing
from math import isqrt
from typing import Any


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_numbers(numbers: range, sums: Any) -> None:
    """Count the primes in ``numbers`` and say how many in one message."""
    sums.put(sum(map(is_prime, numbers)))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``, found by ``workers`` processes."""
    if limit < 3:  # noqa: PLR2004  2 is the first prime
        return 0
    sums = multiprocessing.SimpleQueue()
    # 2 is counted here; every second odd number costs the same as the others, so fixed shares are even
    children = [
        multiprocessing.Process(target=count_numbers, args=(range(3 + 2 * i, limit, 2 * workers), sums))
        for i in range(workers)
    ]
    for child in children:
        child.start()
    total = 1 + sum(sums.get() for _ in children)  # drained before the join, as always with queues
    for child in children:
        child.join()
    sums.close()
    return total
