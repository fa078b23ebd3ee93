"""A lock for each bucket, taken once by each worker: two that add to different buckets do not meet."""

from collections.abc import Sequence
from ctypes import c_int64
from multiprocessing import Lock, Process, sharedctypes
from typing import Any


def count(values: Sequence[int], counts: Any, locks: Any) -> None:
    """Count a share, then add it."""
    mine = [0] * len(locks)
    for value in values:
        mine[value % len(locks)] += 1
    for bucket, lock in enumerate(locks):
        if mine[bucket]:
            with lock:
                counts[bucket] += mine[bucket]


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket, counted by ``workers`` processes in shared memory."""
    counts = sharedctypes.RawArray(c_int64, buckets)
    locks = [Lock() for _ in range(buckets)]
    children = [Process(target=count, args=(values[i::workers], counts, locks)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
