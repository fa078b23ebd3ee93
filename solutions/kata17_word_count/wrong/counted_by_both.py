"""A line that begins just at the cut is read by the worker before it, too."""

# expect: wrong in correctness

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path


def count_range(path, start, end):
    """Count the lines of a range; runs in a worker."""
    counts = Counter()
    with Path(path).open("rb") as file:
        if start:
            file.seek(start - 1)
            file.readline()
        while file.tell() <= end and (line := file.readline()):
            counts.update(line.decode().lower().split())
    return counts


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    size = Path(path).stat().st_size
    cuts = [size * n // workers for n in range(workers + 1)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(partial(count_range, path), cuts, cuts[1:]), Counter())
