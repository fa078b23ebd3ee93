"""An incremental decoder keeps half a letter from one read to the next, and ``rest`` half a word."""

import codecs
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

READ = 2**18


def after_blank(file: BinaryIO, start: int) -> int:
    """Give where the next word may begin: after the first blank from the byte before ``start`` on."""
    if not start:
        return 0
    file.seek(start - 1)
    while (byte := file.read(1)) and not byte.isspace():
        pass
    return file.tell()


def count_range(path: str | os.PathLike[str], start: int, end: int) -> Counter[str]:
    """Count the words that begin in the range; runs in a worker."""
    found: Counter[str] = Counter()
    decoder, rest = codecs.getincrementaldecoder("utf-8")(), ""
    with Path(path).open("rb") as file:
        end = after_blank(file, end)
        file.seek(after_blank(file, start))
        while (left := end - file.tell()) > 0:
            text = rest + decoder.decode(file.read(min(READ, left)))
            words = text.split()
            rest = "" if not words or text[-1].isspace() else words.pop()
            found.update(word.lower() for word in words)
    rest += decoder.decode(b"", final=True)
    found.update(rest.lower().split())
    return found


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file, lower-cased, counted by ``workers`` processes."""
    size = Path(path).stat().st_size
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        edges = [size * n // workers for n in range(workers + 1)]
        for found in pool.map(count_range, [path] * workers, edges[:-1], edges[1:]):
            total.update(found)
    return total
