"""The lock is held round each small block while it is counted: workers take turns and never count together."""

# expect: slow in correctness

from collections.abc import Sequence
from multiprocessing import Lock, Process, RawArray


def count(values: Sequence[int], counts, lock, buckets: int) -> None:
    """Count a share."""
    for start in range(0, len(values), 64):
        with lock:
            for value in values[start : start + 64]:
                counts[value % buckets] += 1


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
