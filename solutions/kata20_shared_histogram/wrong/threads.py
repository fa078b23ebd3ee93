"""Threads: they share memory without further ado, and one core."""

# expect: wrong_tool in correctness

import threading
from collections.abc import Sequence


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket."""
    rows = [[0] * buckets for _ in range(workers)]

    def count(row: list[int], share: Sequence[int]) -> None:
        for value in share:
            row[value % buckets] += 1

    threads = [threading.Thread(target=count, args=(rows[i], values[i::workers])) for i in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sum(column) for column in zip(*rows, strict=True)]
