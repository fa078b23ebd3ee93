"""Blocks cut anywhere: what is left at their edges comes back with the counts, and is put together then.

No block has to know its neighbours, so the blocks can be taken in any order, and a word may span many.
"""

import multiprocessing
import os
import re
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

BLOCK = 3 * 2**20
BLANK = re.compile(rb"[\t\n\v\f\r ]+")

type Counted = tuple[bytes, Counter[str] | None, bytes]


def count_block(path: str | os.PathLike[str], start: int) -> Counted:
    """Count a block's inner words; give its first and last fragment. None: all is one fragment."""
    with Path(path).open("rb") as file:
        file.seek(start)
        block = file.read(BLOCK)
    edges = [match.span() for match in (BLANK.search(block), last_blank(block)) if match]
    if not edges:
        return block, None, b""
    (first, inner), (_, last) = edges[0], edges[-1]
    return block[:first], Counter(block[inner:last].decode().lower().split()), block[last:]


def last_blank(block: bytes) -> re.Match[bytes] | None:
    """Find the last blank: in the last stretch that has one."""
    size = 1024
    while True:
        found = list(BLANK.finditer(block, max(0, len(block) - size)))
        if found or size >= len(block):
            return found[-1] if found else None
        size *= 4


def words_of(fragments: Iterable[bytes]) -> list[str]:
    """Give the words that only the whole shows."""
    return b"".join(fragments).decode().lower().split()


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:
    """How often each word is in the file, lower-cased, counted by ``workers`` processes."""
    total: Counter[str] = Counter()
    pending: list[bytes] = []
    context = multiprocessing.get_context("forkserver")
    with context.Pool(workers) as pool:
        for head, counts, tail in pool.imap(
            partial(count_block, path), range(0, Path(path).stat().st_size, BLOCK)
        ):
            pending.append(head)
            if counts is not None:
                total.update(words_of(pending))
                total.update(counts)
                pending = [tail]
        pool.close()
        pool.join()
    total.update(words_of(pending))
    return total
