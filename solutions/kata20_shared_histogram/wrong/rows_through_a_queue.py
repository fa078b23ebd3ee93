"""Every worker sends its row through a queue: right counts, and no shared memory at all."""

# expect: wrong in correctness

from collections.abc import Sequence
from multiprocessing import Process, SimpleQueue


def count(values: Sequence[int], rows, buckets: int) -> None:
    """Count a share and send the row."""
    mine = [0] * buckets
    for value in values:
        mine[value % buckets] += 1
    rows.put(mine)


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    rows = SimpleQueue()
    children = [Process(target=count, args=(values[i::workers], rows, buckets)) for i in range(workers)]
    for child in children:
        child.start()
    found = [rows.get() for _ in children]
    for child in children:
        child.join()
    rows.close()
    return [sum(column) for column in zip(*found, strict=True)]
