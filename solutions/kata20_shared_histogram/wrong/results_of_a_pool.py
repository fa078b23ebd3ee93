"""A pool gives the rows back as results: pickled, sent, unpickled, once for each worker."""

# expect: wrong in correctness

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor


def count(values: Sequence[int], buckets: int) -> Counter[int]:
    """Count a share."""
    return Counter(value % buckets for value in values)


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    total: Counter[int] = Counter()
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(count, [values[i::workers] for i in range(workers)], [buckets] * workers):
            total.update(found)
    return [total[bucket] for bucket in range(buckets)]
