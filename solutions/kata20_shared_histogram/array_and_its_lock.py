"""One shared row: each process counts on its own and adds its counts with the array's lock held once."""

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from typing import Any


def count(values: Sequence[int], counts: Any, buckets: int) -> None:
    """Count first; the lock is for the adding alone."""
    mine = Counter(value % buckets for value in values)
    with counts.get_lock():
        for bucket, number in mine.items():
            counts[bucket] += number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket, counted by ``workers`` processes in shared memory."""
    counts = multiprocessing.Array("q", buckets)
    children = [
        multiprocessing.Process(target=count, args=(values[i::workers], counts, buckets))
        for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counts[:]
