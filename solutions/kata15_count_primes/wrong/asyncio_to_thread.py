"""asyncio in front changes nothing: to_thread is a thread."""

# expect: wrong_tool in benchmark

import asyncio
from math import isqrt


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


def count_block(block: range) -> int:
    """Count the primes in ``block``."""
    return sum(map(is_prime, block))


async def count_all(limit: int, workers: int) -> int:
    size = max(1, limit // (workers * 16))
    blocks = [range(start, min(start + size, limit)) for start in range(0, limit, size)]
    return sum(await asyncio.gather(*(asyncio.to_thread(count_block, block) for block in blocks)))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    return asyncio.run(count_all(limit, workers))
