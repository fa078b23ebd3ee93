"""One after the other, in the calling process."""

# expect: slow in correctness

from collections.abc import Sequence


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = [0] * buckets
    for value in values:
        counts[value % buckets] += 1
    return counts
