"""The caller looks for all cuts first, reading a line at each, and hands out many small ranges."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import pairwise
from pathlib import Path

RANGES_PER_WORKER = 8
PIECE = 2**19


def cuts(path: str | os.PathLike[str], parts: int) -> Iterator[int]:
    """Give where each part begins, at the beginning of a line, and where the last one ends."""
    size = Path(path).stat().st_size
    yield 0
    last = 0
    with Path(path).open("rb") as file:
        for part in range(1, parts):
            file.seek(max(last, size * part // parts - 1))
            file.readline()
            if last < file.tell() < size:
                last = file.tell()
                yield last
    yield size


def count_lines(path: str | os.PathLike[str], start: int, end: int) -> Counter[str]:
    """Count the words of the lines between; runs in a worker."""
    found: Counter[str] = Counter()
    with Path(path).open("rb") as file:
        file.seek(start)
        while file.tell() < end:
            text = file.read(min(PIECE, end - file.tell()))
            if file.tell() < end:
                text += file.readline()
            found.update(text.decode("utf-8").lower().split())
    return found


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file, lower-cased, counted by ``workers`` processes."""
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(max_workers=workers) as pool:
        ranges = pairwise(cuts(path, workers * RANGES_PER_WORKER))
        futures = [pool.submit(count_lines, path, start, end) for start, end in ranges]
        for future in as_completed(futures):
            total.update(future.result())
    return total
