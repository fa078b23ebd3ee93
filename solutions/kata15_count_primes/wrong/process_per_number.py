"""A process for every number: starting it costs a hundred times what it does."""

# expect: slow in benchmark

from math import isqrt
from multiprocessing import Process, SimpleQueue


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def test_number(n: int, answers) -> None:
    """Say whether ``n`` is prime."""
    answers.put(is_prime(n))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    answers, total = SimpleQueue(), 0
    for start in range(0, limit, workers):
        children = [
            Process(target=test_number, args=(n, answers)) for n in range(start, min(start + workers, limit))
        ]
        for child in children:
            child.start()
        total += sum(answers.get() for _ in children)
        for child in children:
            child.join()
    answers.close()
    return total
