"""Workers that help themselves: a shared cursor says where the next block begins."""

import multiprocessing
from math import isqrt
from typing import Any

BLOCK = 1_000


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def work(limit: int, cursor: Any, found: Any) -> None:
    """Take blocks until none is left; both locks are held for a moment, never while counting."""
    mine = 0
    while True:
        with cursor.get_lock():
            start = cursor.value
            cursor.value = start + BLOCK
        if start >= limit:
            break
        mine += sum(map(is_prime, range(start, min(start + BLOCK, limit))))
    with found.get_lock():
        found.value += mine


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``, found by ``workers`` processes."""
    cursor, found = multiprocessing.Value("q", 0), multiprocessing.Value("q", 0)
    children = [multiprocessing.Process(target=work, args=(limit, cursor, found)) for _ in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return found.value
