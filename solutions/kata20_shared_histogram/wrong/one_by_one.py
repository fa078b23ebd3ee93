"""start and join in the same loop: never two processes at once."""

# expect: slow in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray


def count(values: Sequence[int], counts, buckets: int) -> None:
    """Count a share."""
    for value in values:
        counts[value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = RawArray("q", buckets)
    for i in range(workers):
        child = Process(target=count, args=(values[i::workers], counts, buckets))
        child.start()
        child.join()
    return list(counts)
