"""Well spread, but it divides by everything below the number instead of up to its root."""

# expect: slow in benchmark

from concurrent.futures import ProcessPoolExecutor


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by far too much trial division."""
    return n > 1 and all(n % divisor for divisor in range(2, n // 2 + 1))


def count_numbers(numbers: range) -> int:
    """Count the primes in ``numbers``."""
    return sum(map(is_prime, numbers))


def count_primes(limit: int, workers: int) -> int:
    """How many primes are below ``limit``."""
    size = max(1, limit // (workers * 16))
    blocks = [range(start, min(start + size, limit)) for start in range(0, limit, size)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(count_numbers, blocks))
