"""Every worker raises a flag when it is done, and is never joined: it stays behind as a zombie."""

# expect: leaked in correctness

from collections.abc import Sequence
from multiprocessing import Process, RawArray, Semaphore

children: list[Process] = []


def count(values: Sequence[int], counts, done, row: int, buckets: int) -> None:
    """Count a share into the row."""
    for value in values:
        counts[row * buckets + value % buckets] += 1
    done.release()


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    counts, done = RawArray("q", workers * buckets), Semaphore(0)
    for i in range(workers):
        child = Process(target=count, args=(values[i::workers], counts, done, i, buckets))
        child.start()
        children.append(child)
    for _ in range(workers):
        done.acquire()
    return [sum(counts[bucket::buckets]) for bucket in range(buckets)]
