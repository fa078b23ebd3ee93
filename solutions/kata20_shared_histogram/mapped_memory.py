"""Memory mapped without a name, which forked children share; so it names the start method that it needs."""

import mmap
from collections.abc import Sequence
from multiprocessing import get_context


def count(values: Sequence[int], memory: mmap.mmap, row: int, buckets: int) -> None:
    """Count a share into the row."""
    mine = [0] * buckets
    for value in values:
        mine[value % buckets] += 1
    with memoryview(memory).cast("q") as counts:
        for bucket, number in enumerate(mine):
            counts[row * buckets + bucket] = number


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket, counted by ``workers`` processes in shared memory."""
    fork = get_context("fork")
    with mmap.mmap(-1, workers * buckets * 8) as memory:
        children = [
            fork.Process(target=count, args=(values[row::workers], memory, row, buckets))
            for row in range(workers)
        ]
        for child in children:
            child.start()
        for child in children:
            child.join()
        with memoryview(memory).cast("q") as counts:
            rows = counts.tolist()
    return [sum(rows[bucket : workers * buckets : buckets]) for bucket in range(buckets)]
