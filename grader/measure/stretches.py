"""Stretches of time, joined where they touch; moments, counted where several were at work at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

type Stretch = tuple[float, float]


def merge(stretches: Iterable[Stretch], gap: float = 0.0) -> tuple[Stretch, ...]:
    """Join stretches that overlap or are at most ``gap`` apart.

    >>> merge([(3.0, 4.0), (0.0, 1.0), (1.0, 2.0)])
    ((0.0, 2.0), (3.0, 4.0))
    """
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def count_together(lanes: Iterable[Iterable[int]]) -> Counter[int]:
    """Give the number of looks at which exactly n lanes were at work, by n; each lane has its looks once.

    >>> sorted(count_together([{1, 2, 3}, {3, 4}]).items())
    [(1, 3), (2, 1)]
    """
    return Counter(Counter(look for lane in lanes for look in lane).values())


def part(together: Counter[int], least: int) -> float:
    """Give the part of the looks at working lanes at which at least ``least`` worked at once."""
    working = together.total()
    return sum(looks for count, looks in together.items() if count >= least) / working if working else 0.0
