"""A lock for every thousand values: a thousandth of the trouble, and it still grows with the values."""

# expect: slow in benchmark

from collections import Counter
from collections.abc import Sequence
from multiprocessing import Array, Process

BLOCK = 1_000


def count(values: Sequence[int], counts, buckets: int) -> None:
    """Count a share, block by block."""
    for start in range(0, len(values), BLOCK):
        mine = Counter(value % buckets for value in values[start : start + BLOCK])
        with counts.get_lock():
            for bucket, number in mine.items():
                counts[bucket] += number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = Array("q", buckets)
    children = [Process(target=count, args=(values[i::workers], counts, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
