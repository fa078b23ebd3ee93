"""Who counts the words of a large text: two processes at the same time, about as much each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from texts import MIB, family

if TYPE_CHECKING:
    import os

    from grader.worker.benchmark import Bench


def word_count(path: str | os.PathLike[str], workers: int) -> Counter[str]:  # noqa: ARG001  the kata's interface
    """The baseline: block by block, one after the other."""
    found: Counter[str] = Counter()
    with open(path, "rb") as file:  # noqa: PTH123  as a learner writes it
        rest = b""
        while block := file.read(MIB):
            whole, newline, rest = (rest + block).rpartition(b"\n")
            found.update((whole + newline).decode().lower().split())
        found.update(rest.decode().lower().split())
    return found


def count(kata: Any, size: int) -> dict[str, int]:
    """Count the words of some ``size`` KiB with two workers."""
    return dict(kata.word_count(family(size), 2))


def test_counting_is_spread(bench: Bench) -> None:
    """A large text is counted by `workers` processes, at the same time and about as much by each."""
    bench.cpu(count, size=2_000)
