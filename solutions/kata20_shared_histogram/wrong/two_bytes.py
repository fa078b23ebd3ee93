"""Counters of two bytes: 70,000 becomes 4,464."""
# expect: wrong in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray
from typing import Any


def count(values: Sequence[int], counts: Any, row: int, buckets: int) -> None:
    """Count ``values`` in memory of one's own, then write the row in one go."""
    mine = [0] * buckets
    for value in values:
        mine[value % buckets] += 1
    counts[row * buckets : (row + 1) * buckets] = mine


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket, counted by ``workers`` processes in shared memory."""
    counts = RawArray("H", workers * buckets)  # without a lock, and zero at the start
    size = -(-len(values) // workers)  # rounded up: what is left over must be in somebody's share
    children = [
        Process(target=count, args=(values[row * size : (row + 1) * size], counts, row, buckets))
        for row in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    if any(child.exitcode for child in children):
        raise RuntimeError("a worker failed, so the counts are not complete")
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
