"""A Counter for each line is sent back: there is more to send than there was to read."""

# expect: slow in correctness

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path


def count_range(path, start, end):
    """Count the lines of a range; runs in a worker."""
    found = []
    with Path(path).open("rb") as file:
        if start:
            file.seek(start - 1)
            file.readline()
        while file.tell() < end and (line := file.readline()):
            found.append(Counter(line.decode().lower().split()))
    return found


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    size, total = Path(path).stat().st_size, Counter()
    cuts = [size * n // workers for n in range(workers + 1)]
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(partial(count_range, path), cuts, cuts[1:]):
            for counts in found:
                total.update(counts)
    return total
