"""Never more than two workers, because the machine at hand has two cores."""

# expect: slow in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray

CORES = 2


def count(values: Sequence[int], counts, row: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values:
        counts[row * buckets + value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    workers = min(workers, CORES)
    counts = RawArray("q", workers * buckets)
    children = [Process(target=count, args=(values[i::workers], counts, i, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
