"""Workers come to the adding at different times, for each has slept a little longer: that is no lock."""

# expect: race in schedules

import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing import Process, RawArray


def count(values: Sequence[int], counts, buckets: int, pause: float) -> None:
    """Count a share, wait for one's turn, add."""
    mine = Counter(value % buckets for value in values)
    time.sleep(pause)
    for bucket, number in mine.items():
        counts[bucket] += number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = RawArray("q", buckets)
    children = [
        Process(target=count, args=(values[i::workers], counts, buckets, 0.05 * i)) for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
