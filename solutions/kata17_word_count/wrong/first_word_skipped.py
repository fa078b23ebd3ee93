"""Each worker but the first skips a word, also where one begins just at the cut, which nobody else counts."""

# expect: wrong in correctness

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

BLANKS = b" \t\n\r\v\f"


def to_a_blank(file):
    """Read to a blank, or to the end."""
    read = bytearray()
    while byte := file.read(1):
        read += byte
        if byte in BLANKS:
            break
    return bytes(read)


def count_range(path, start, end):
    """Count the words of a range; runs in a worker."""
    counts = Counter()
    with Path(path).open("rb") as file:
        file.seek(start)
        if start:
            to_a_blank(file)
        while (left := end - file.tell()) > 0:
            text = file.read(min(left, 2**20))
            if text[-1] not in BLANKS:
                text += to_a_blank(file)
            counts.update(text.decode().lower().split())
    return counts


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    size = Path(path).stat().st_size
    cuts = [size * n // workers for n in range(workers + 1)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(partial(count_range, path), cuts, cuts[1:]), Counter())
