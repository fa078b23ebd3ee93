"""The caller finds where each line is, and a task is sent for it: many messages for little work each."""

# expect: slow in correctness

import os
from collections import Counter
from multiprocessing import Pool
from pathlib import Path


def count_line(task):
    """Count one line; runs in a worker."""
    path, start, size = task
    with Path(path).open("rb") as file:
        file.seek(start)
        return Counter(file.read(size).decode().lower().split())


def lines_of(path):
    """Give where each line begins, and how long it is."""
    with Path(path).open("rb") as file:
        start = 0
        for line in file:
            yield os.fspath(path), start, len(line)
            start += len(line)


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    total = Counter()
    with Pool(workers) as pool:
        for counts in pool.imap_unordered(count_line, lines_of(path)):
            total.update(counts)
        pool.close()
        pool.join()
    return total
