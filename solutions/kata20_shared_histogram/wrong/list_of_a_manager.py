"""A manager's list: it lives in a process of its own, and every look at it is a message there and back."""

# expect: wrong in correctness

from collections.abc import Sequence
from multiprocessing import Manager, Process


def count(values: Sequence[int], rows, row: int, buckets: int) -> None:
    """Count a share and hand the row over."""
    mine = [0] * buckets
    for value in values:
        mine[value % buckets] += 1
    rows[row] = mine


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    with Manager() as manager:
        rows = manager.list([None] * workers)
        children = [Process(target=count, args=(values[i::workers], rows, i, buckets)) for i in range(workers)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return [sum(column) for column in zip(*rows, strict=True)]
