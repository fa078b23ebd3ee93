"""Who counts and what that costs, and how often processes keep each other waiting for a lock."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from descent import follow
from locks import count_locks, taken

from grader.verdict import Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.worker.benchmark import Bench

WORKERS, BUCKETS = 2, 8
PROMISED = WORKERS * BUCKETS
MOST_LOCKS = 2 * PROMISED
"""Twice what is promised: looking and writing may each take the lock."""
_EVERY = 41
"""Each so-manieth value is dear: a prime, so that every regular share has as many."""
_DEAR = 1_200


class Dear(int):
    """A number whose remainder takes its time, so that sending values costs less than counting them.

    The second time it is known: who asks twice for each value asks for little more, as with other numbers.
    """

    known = False

    def __mod__(self, other: int) -> int:
        """Work it out."""
        total = 0
        if not self.known:
            for step in range(_DEAR):
                total += step % 7
            self.known = True
        return int(self) % other

    def __divmod__(self, other: int) -> tuple[int, int]:
        """Do the same."""
        return int(self) // other, self % other


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:  # noqa: ARG001  the kata's interface
    """The baseline: one after the other."""
    counts = [0] * buckets
    for value in values:
        counts[value % buckets] += 1
    return counts


def count(kata: Any, size: int, folder: str) -> list[int]:
    """Count so many dear numbers and their neighbours; locks that the submission takes are counted, too."""
    if Path(kata.__file__).parent.name != "reference" and kata.__name__ != __name__:
        follow(count_locks, tempfile.mkdtemp(dir=folder))
    values = [Dear(n) if n % _EVERY == 0 else n for n in range(size * _EVERY)]
    result: list[int] = kata.histogram(values, BUCKETS, WORKERS)
    return result


def test_counting_is_spread(bench: Bench) -> None:
    """The values are counted by `workers` processes at the same time, and few locks are taken."""
    with tempfile.TemporaryDirectory(prefix="locks-") as folder:
        try:
            bench.cpu(count, folder, size=1_500)
        finally:
            locks = max((taken(call) for call in Path(folder).iterdir()), default=0)
    if locks > MOST_LOCKS:
        raise Finding(
            Verdict.SLOW,
            f"the workers took locks {locks:,} times; {WORKERS} workers and {BUCKETS} buckets need at most "
            f"{PROMISED}, however many values there are",
        )
