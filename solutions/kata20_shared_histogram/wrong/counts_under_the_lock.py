"""One lock, held from the first value to the last: the second worker counts when the first one is done."""

# expect: slow in correctness

from collections.abc import Sequence
from multiprocessing import Array, Process


def count(values: Sequence[int], counts, buckets: int) -> None:
    """Count a share."""
    with counts.get_lock():
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
