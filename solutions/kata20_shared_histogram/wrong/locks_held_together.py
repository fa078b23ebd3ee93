"""A worker holds the locks of all its buckets while it adds, taken in the order in which it met the buckets."""

# expect: deadlock in schedules

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from multiprocessing import Lock, Process, RawArray


def count(values: Sequence[int], counts, locks) -> None:
    """Count a share and add it."""
    mine = Counter(value % len(locks) for value in values)
    with ExitStack() as held:
        for bucket in mine:
            held.enter_context(locks[bucket])
        for bucket, number in mine.items():
            counts[bucket] += number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts, locks = RawArray("q", buckets), [Lock() for _ in range(buckets)]
    children = [Process(target=count, args=(values[i::workers], counts, locks)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
