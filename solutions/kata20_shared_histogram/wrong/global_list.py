"""The counts are a global list: each process counts in a copy of its own, and the caller's stays as it was."""

# expect: wrong in correctness

from collections.abc import Sequence
from multiprocessing import Process

counts: list[int] = []


def count(values: Sequence[int], buckets: int) -> None:
    """Count a share."""
    counts[:] = counts or [0] * buckets
    for value in values:
        counts[value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts[:] = [0] * buckets
    children = [Process(target=count, args=(values[i::workers], buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
