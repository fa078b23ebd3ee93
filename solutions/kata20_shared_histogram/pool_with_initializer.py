"""A pool whose workers get the array when they start; each task adds its counts, bucket by bucket."""

from collections.abc import Sequence
from multiprocessing import Array, Pool
from typing import Any

shared: dict[str, Any] = {}


def remember(counts: Any) -> None:
    """Keep the array in the worker: it can be inherited, but not sent with a task."""
    shared["counts"] = counts


def count(task: tuple[Sequence[int], int]) -> None:
    """Count one share, then add to each bucket that it touched, one lock a bucket."""
    values, buckets = task
    mine: dict[int, int] = {}
    for value in values:
        bucket = value % buckets
        mine[bucket] = mine.get(bucket, 0) + 1
    counts = shared["counts"]
    for bucket, number in mine.items():
        with counts.get_lock():
            counts[bucket] += number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket, counted by ``workers`` processes in shared memory."""
    counts = Array("q", buckets)
    with Pool(workers, remember, (counts,)) as pool:
        pool.map(count, [(values[i::workers], buckets) for i in range(workers)], chunksize=1)
        pool.close()
        pool.join()
    return list(counts)
