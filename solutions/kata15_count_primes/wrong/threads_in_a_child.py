"""One child process, and threads inside it: still one interpreter, one GIL."""

# expect: wrong_tool in benchmark

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_block(block: range) -> int:
    """Count the primes in ``block``."""
    return sum(map(is_prime, block))


def count_in_threads(limit: int, workers: int) -> int:
    """Count with threads, in the child."""
    size = max(1, limit // (workers * 16))
    blocks = [range(start, min(start + size, limit)) for start in range(0, limit, size)]
    with ThreadPoolExecutor(workers) as threads:
        return sum(threads.map(count_block, blocks))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(count_in_threads, limit, workers).result()
