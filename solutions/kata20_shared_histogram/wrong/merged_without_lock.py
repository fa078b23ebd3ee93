"""Each worker counts on its own, which is right, and adds its counts to the shared ones without a lock."""

# expect: race in schedules

from collections.abc import Sequence
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def count(values: Sequence[int], name: str, buckets: int) -> None:
    """Count a share and add it."""
    mine = [0] * buckets
    for value in values:
        mine[value % buckets] += 1
    block = SharedMemory(name)
    with block.buf.cast("q") as counts:
        for bucket, number in enumerate(mine):
            counts[bucket] += number
    block.close()


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    block = SharedMemory(create=True, size=8 * buckets)
    try:
        children = [
            Process(target=count, args=(values[i::workers], block.name, buckets)) for i in range(workers)
        ]
        for child in children:
            child.start()
        for child in children:
            child.join()
        with block.buf.cast("q") as counts:
            return counts[:buckets].tolist()
    finally:
        block.close()
        block.unlink()
