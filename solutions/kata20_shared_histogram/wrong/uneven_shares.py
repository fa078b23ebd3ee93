"""The first worker gets nine tenths of the values, the others share the rest."""

# expect: slow in benchmark

from collections.abc import Sequence
from multiprocessing import Process, RawArray


def count(values: Sequence[int], counts, row: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values:
        counts[row * buckets + value % buckets] += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts, most = RawArray("q", workers * buckets), len(values) * 9 // 10
    shares = [values[:most], *(values[most + i :: max(1, workers - 1)] for i in range(workers - 1))]
    if workers == 1:
        shares = [values]
    children = [
        Process(target=count, args=(share, counts, row, buckets)) for row, share in enumerate(shares)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
