"""The lock is taken for the writing, after the old count was read."""

# expect: race in schedules

from collections import Counter
from collections.abc import Sequence
from multiprocessing import Lock, Process, RawArray


def count(values: Sequence[int], counts, lock, buckets: int) -> None:
    """Count a share and add it."""
    for bucket, number in Counter(value % buckets for value in values).items():
        total = counts[bucket] + number
        with lock:
            counts[bucket] = total


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts, lock = RawArray("q", buckets), Lock()
    children = [
        Process(target=count, args=(values[i::workers], counts, lock, buckets)) for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
