"""The values travel in an array of machine numbers: a value of more than 64 bits does not fit."""

# expect: wrong | crashed in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray


def count(values, counts, row: int, workers: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values[row::workers]:
        counts[row * buckets + value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts, shared = RawArray("q", workers * buckets), RawArray("q", list(values))
    children = [
        Process(target=count, args=(shared, counts, i, workers, buckets)) for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
