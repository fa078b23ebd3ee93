"""An `Array`, trusted to keep `+=` whole: it takes its lock for the reading, and again for the writing."""

# expect: race in schedules

from collections.abc import Sequence
from multiprocessing import Array, Process


def count(values: Sequence[int], counts, buckets: int) -> None:
    """Count a share."""
    for value in values:
        counts[value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = Array("q", buckets)
    children = [Process(target=count, args=(values[i::workers], counts, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
