"""A lock of `threading`: every process makes its own when it imports the module, and holds nobody up."""

# expect: race in schedules

import threading
from collections import Counter
from collections.abc import Sequence
from multiprocessing import Process, RawArray

lock = threading.Lock()


def count(values: Sequence[int], counts, buckets: int) -> None:
    """Count a share and add it."""
    mine = Counter(value % buckets for value in values)
    with lock:
        for bucket, number in mine.items():
            counts[bucket] += number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = RawArray("q", buckets)
    children = [Process(target=count, args=(values[i::workers], counts, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return list(counts)
