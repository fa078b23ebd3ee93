"""Processes made by hand; bytes are counted as they are, and only the different words are decoded."""

import multiprocessing
import os
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

BLOCK = 2**20


def to_a_blank(file: BinaryIO) -> bytes:
    """Read on until a blank is read, too, or the file ends."""
    read = bytearray()
    while byte := file.read(1):
        read += byte
        if byte.isspace():
            break
    return bytes(read)


def count_range(path: str | os.PathLike[str], start: int, end: int) -> Counter[str]:
    """Count the words that begin after the first blank, or at the file's beginning."""
    raw: Counter[bytes] = Counter()
    with Path(path).open("rb") as file:
        if start:
            file.seek(start - 1)  # so that a word which begins just at ``start`` is ours
            to_a_blank(file)
        while (left := end - file.tell()) > 0:
            text = file.read(min(left, BLOCK))
            raw.update((text if text[-1:].isspace() else text + to_a_blank(file)).split())
    found: Counter[str] = Counter()
    for word, times in raw.items():  # other blanks than ASCII's are still inside
        for part in word.decode().lower().split():
            found[part] += times
    return found


def work(path: str | os.PathLike[str], start: int, end: int, answers: Any) -> None:
    """Put the counts, or what went wrong, in the queue; runs in a worker."""
    try:
        answers.put(count_range(path, start, end))
    except (OSError, UnicodeError) as error:
        answers.put(error)


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file, lower-cased, counted by ``workers`` processes."""
    size = Path(path).stat().st_size
    answers: Any = multiprocessing.SimpleQueue()
    children = [
        multiprocessing.Process(
            target=work, args=(path, size * n // workers, size * (n + 1) // workers, answers)
        )
        for n in range(workers)
    ]
    for child in children:
        child.start()
    found = [answers.get() for _ in children]  # drained before the join, as always with queues
    for child in children:
        child.join()
    answers.close()
    total: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Exception):
            raise one
        total += one
    return total
