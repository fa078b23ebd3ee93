"""The file is mapped: finding a cut is a search in memory, and pages that are only read are nobody's."""

import mmap
import multiprocessing
import os
from collections import Counter
from pathlib import Path

STEP = 2**20
BLANKS = b" \t\n\r\v\f"


def cut(text: mmap.mmap, position: int) -> int:
    """Where the word that ``position`` is in begins, or ends: the same for whoever asks."""
    while position < len(text) and text[position] not in BLANKS:
        position += 1
    return position


def count_range(task: tuple[str, int, int]) -> Counter[str]:
    """Count the words of one share, a step at a time; runs in a worker."""
    path, start, end = task
    found: Counter[str] = Counter()
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        here = cut(text, start) if start else 0
        end = cut(text, end)
        while here < end:
            following = min(end, cut(text, here + STEP))
            found.update(text[here:following].decode("utf-8").lower().split())
            here = following
    return found


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file, lower-cased, counted by ``workers`` processes."""
    size = Path(path).stat().st_size
    if not size:  # an empty file cannot be mapped
        return Counter()
    share = -(-size // workers)
    tasks = [(os.fspath(path), start, min(start + share, size)) for start in range(0, size, share)]
    total: Counter[str] = Counter()
    with multiprocessing.Pool(workers) as pool:
        for found in pool.imap_unordered(count_range, tasks):
            total += found
        pool.close()
        pool.join()
    return total
