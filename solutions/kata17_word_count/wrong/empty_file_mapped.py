"""An empty file cannot be mapped."""

# expect: wrong in correctness

import mmap
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

BLANKS = b" \t\n\r\v\f"


def next_blank(text, position):
    """Where the first blank from ``position`` on is."""
    while 0 < position < len(text) and text[position] not in BLANKS:
        position += 1
    return position


def count_range(path, start, end):
    """Count the words of a range; runs in a worker."""
    counts = Counter()
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        start, end = next_blank(text, start), next_blank(text, end)
        while start < end:
            stop = next_blank(text, min(start + 2**20, end))
            counts.update(text[start:stop].decode().lower().split())
            start = stop
    return counts


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    size = Path(path).stat().st_size
    cuts = [size * n // workers for n in range(workers + 1)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(partial(count_range, path), cuts, cuts[1:]), Counter())
