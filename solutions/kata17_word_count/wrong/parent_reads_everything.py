"""The caller reads the file and sends it piece by piece: the text goes through pipes."""

# expect: slow in correctness

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def count_lines(lines):
    """Count; runs in a worker."""
    return Counter(b"".join(lines).decode().lower().split())


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    total, waiting = Counter(), []
    with Path(path).open("rb") as file, ProcessPoolExecutor(workers) as pool:
        while lines := file.readlines(2**20):
            waiting.append(pool.submit(count_lines, lines))
            if len(waiting) > 2 * workers:
                total += waiting.pop(0).result()
        for future in waiting:
            total += future.result()
    return total
