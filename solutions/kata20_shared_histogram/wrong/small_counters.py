"""Counters of two bytes each: the 65,536th value of a bucket makes them begin anew."""

# expect: wrong in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray


def count(values: Sequence[int], counts, row: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values:
        counts[row * buckets + value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = RawArray("H", workers * buckets)
    children = [Process(target=count, args=(values[i::workers], counts, i, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
