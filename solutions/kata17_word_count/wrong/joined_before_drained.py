"""Workers are joined before their counts are taken: a full pipe lets none of them end."""

# expect: deadlock in correctness

import os
from collections import Counter
from multiprocessing import Process, Queue
from pathlib import Path


def count_range(path, start, end, answers):
    """Count the words of a range; runs in a worker."""
    try:
        counts = Counter()
        with Path(path).open("rb") as file:
            start, end = next_blank(file, start), next_blank(file, end)
            while start < end:
                stop = next_blank(file, min(start + 2**20, end))
                file.seek(start)
                counts.update(file.read(stop - start).decode().lower().split())
                start = stop
        answers.put(counts)
    except Exception as error:
        answers.put(error)


def next_blank(file, position):
    """Where the first blank from ``position`` on is."""
    if position == 0:
        return 0
    file.seek(position)
    while block := file.read(4096):
        for at, byte in enumerate(block):
            if byte in b" \t\n\r\v\f":
                return position + at
        position += len(block)
    return position


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file."""
    size, answers, total = Path(path).stat().st_size, Queue(), Counter()
    cuts = [size * n // workers for n in range(workers + 1)]
    children = [Process(target=count_range, args=(path, *cut, answers)) for cut in zip(cuts, cuts[1:])]
    for child in children:
        child.start()
    for child in children:
        child.join()
    for _ in children:
        counts = answers.get()
        if isinstance(counts, Exception):
            raise counts
        total += counts
    return total
