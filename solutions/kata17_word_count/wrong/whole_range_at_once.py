"""A worker reads its whole range at once: memory grows with the file."""

# expect: wrong in correctness

import os
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import BinaryIO

BLOCK = 2**20  # bytes that a worker looks at together: its memory does not grow with the file
BLANK = re.compile(
    rb"[ \t\n\r\v\f]"
)  # in UTF-8 no ASCII byte is part of a longer letter: a safe place to cut


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file, lower-cased, counted by ``workers`` processes."""
    size = Path(path).stat().st_size
    cuts = [size * n // workers for n in range(workers + 1)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(partial(count_range, path), cuts, cuts[1:]), Counter())


def count_range(path: str | os.PathLike[str], start: int, end: int) -> Counter[str]:
    """Count what is between the blanks next to ``start`` and ``end``; runs in a worker."""
    counts: Counter[str] = Counter()
    with Path(path).open("rb") as file:
        # Both neighbours move the cut between them to the same blank, so every word is in one range, whole.
        start, end = next_blank(file, start), next_blank(file, end)
        while start < end:
            stop = end
            file.seek(start)
            counts.update(file.read(stop - start).decode().lower().split())
            start = stop
    return counts


def next_blank(file: BinaryIO, position: int) -> int:
    """Where the first blank from ``position`` on is; the file's own ends count as blanks."""
    if position == 0:
        return 0
    file.seek(position)
    while block := file.read(4096):
        if found := BLANK.search(block):
            return position + found.start()
        position += len(block)
    return position
