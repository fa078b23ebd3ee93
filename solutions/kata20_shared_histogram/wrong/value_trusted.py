"""A `Value` for each bucket, trusted to make `value += 1` one step."""

# expect: race in schedules

from collections.abc import Sequence
from multiprocessing import Process, Value


def count(values: Sequence[int], counts) -> None:
    """Count a share."""
    for value in values:
        counts[value % len(counts)].value += 1


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts = [Value("q", 0) for _ in range(buckets)]
    children = [Process(target=count, args=(values[i::workers], counts)) for i in range(workers)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [one.value for one in counts]
