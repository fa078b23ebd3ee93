"""start and join in the same loop: never two processes at once."""

# expect: slow in benchmark

from math import isqrt
from multiprocessing import Process, SimpleQueue


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_numbers(numbers: range, sums) -> None:
    """Count the primes in ``numbers``."""
    sums.put(sum(map(is_prime, numbers)))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    sums, total = SimpleQueue(), int(limit > 2)
    for i in range(workers):
        child = Process(target=count_numbers, args=(range(2 * i + 1, limit, 2 * workers), sums))
        child.start()
        child.join()
        total += sums.get()
    sums.close()
    return total
