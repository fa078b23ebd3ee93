"""The array travels in a global, which a spawned child does not inherit."""

# expect: wrong | crashed in correctness

from collections.abc import Sequence
from multiprocessing import Array, Process

counts = Array("q", 0)


def count(values: Sequence[int], row: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values:
        counts[row * buckets + value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    global counts
    counts = Array("q", workers * buckets, lock=False)
    children = [Process(target=count, args=(values[i::workers], i, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
