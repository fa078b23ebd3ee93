"""A thread per worker, each with its own share and its own slot for the sum."""

# expect: wrong_tool in benchmark

import threading
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    sums = [0] * workers

    def count(i: int) -> None:
        sums[i] = sum(map(is_prime, range(2 * i + 1, limit, 2 * workers)))

    threads = [threading.Thread(target=count, args=(i,)) for i in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(sums) + (limit > 2)
