"""Two processes, and one lock that each holds while it counts a block."""

# expect: slow in benchmark

from math import isqrt
from multiprocessing import Lock, Process, Value


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


BLOCK = 1_000


def work(limit: int, lock, cursor, found) -> None:
    """Take blocks until none is left."""
    while True:
        with lock:
            start = cursor.value
            cursor.value = start + BLOCK
            if start >= limit:
                return
            found.value += sum(map(is_prime, range(start, min(start + BLOCK, limit))))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    lock, cursor, found = Lock(), Value("q", 0, lock=False), Value("q", 0, lock=False)
    children = [Process(target=work, args=(limit, lock, cursor, found)) for _ in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return found.value
