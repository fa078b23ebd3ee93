"""The caller counts what is left over by the equal shares, instead of leaving all to the workers."""

# expect: wrong in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray


def count(values: Sequence[int], counts, row: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values:
        counts[row * buckets + value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts, size = RawArray("q", workers * buckets), len(values) // workers
    children = [
        Process(target=count, args=(values[i * size : (i + 1) * size], counts, i, buckets))
        for i in range(1, workers)
    ]
    for child in children:
        child.start()
    count([*values[:size], *values[workers * size :]], counts, 0, buckets)
    for child in children:
        child.join()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
