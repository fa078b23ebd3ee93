"""No process at all: the sieve of Eratosthenes is so much cheaper that there is nothing left to spread."""

from math import isqrt


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``; ``workers`` is for those who divide."""
    if limit < 3 or workers < 1:  # noqa: PLR2004  2 is the first prime
        return 0
    prime = bytearray([1]) * limit
    prime[0:2] = b"\0\0"
    for n in range(2, isqrt(limit - 1) + 1):
        if prime[n]:
            prime[n * n :: n] = bytes(len(range(n * n, limit, n)))
    return prime.count(1)
