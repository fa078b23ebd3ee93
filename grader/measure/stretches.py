"""Stretches of time: joined where they touch, and counted where several run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def count_together(lanes: Iterable[Sequence[Stretch]]) -> dict[int, float]:
    """Give the seconds during which exactly n lanes were at work, by n; no lane overlaps itself.

    >>> count_together([[(0.0, 2.0)], [(1.0, 4.0)]])
    {1: 3.0, 2: 1.0}
    """
    events = sorted((when, step) for lane in lanes for s in lane for when, step in ((s[0], 1), (s[1], -1)))
    found: dict[int, float] = {}
    count, before = 0, 0.0
    for when, step in events:
        if count and when > before:
            found[count] = found.get(count, 0.0) + when - before
        count, before = count + step, when
    return found


def part(together: dict[int, float], least: int) -> float:
    """Give the part of the working time in which at least ``least`` worked at once."""
    working = sum(together.values())
    return sum(seconds for count, seconds in together.items() if count >= least) / working if working else 0.0
