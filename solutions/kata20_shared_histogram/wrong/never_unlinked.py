"""The block of shared memory is closed by all and unlinked by nobody: it stays until somebody cleans up."""

# expect: leaked in correctness

import struct
from collections.abc import Sequence
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def count(values: Sequence[int], name: str, row: int, buckets: int) -> None:
    """Count a share into the row."""
    mine = [0] * buckets
    for value in values:
        mine[value % buckets] += 1
    block = SharedMemory(name)
    struct.pack_into(f"{buckets}q", block.buf, row * buckets * 8, *mine)
    block.close()


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    block = SharedMemory(create=True, size=workers * buckets * 8)
    children = [
        Process(target=count, args=(values[i::workers], block.name, i, buckets)) for i in range(workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    rows = [struct.unpack_from(f"{buckets}q", block.buf, row * buckets * 8) for row in range(workers)]
    block.close()
    return [sum(column) for column in zip(*rows, strict=True)]
