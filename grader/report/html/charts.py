"""Bars of who did the work, and a strip of what overlapped, as numbers to draw."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.report.html.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.verdict import Bars, Gantt, Span

_MOST_LANES = 40
_TICKS = 5
_SHORT = 0.01  # seconds
_THINNEST = 3.0  # of a thousand: less cannot be seen


@dataclass(frozen=True)
class Row:
    """A bar: ``share`` of the longest, from 0 to 100."""

    label: str
    share: float
    number: str
    note: str


@dataclass(frozen=True)
class BarChart:
    """A table whose numbers are drawn as well."""

    title: str
    rows: tuple[Row, ...]
    noted: bool
    kind: str = field(default="bars", init=False)


def bars(evidence: Bars) -> BarChart:
    """A row per process, thread or ratio."""
    most = max((row.value for row in evidence.rows if math.isfinite(row.value)), default=0.0)
    rows = []
    for row in evidence.rows:
        share = max(0.0, row.value / most) if most > 0 and math.isfinite(row.value) else 0.0
        counted = not evidence.unit and row.value.is_integer()
        number = f"{row.value:.0f}" if counted else f"{row.value:.2f} {evidence.unit}".rstrip()
        rows.append(Row(shown(row.label), round(100 * share, 2), number, shown(row.note)))
    return BarChart(shown(evidence.title), tuple(rows), any(row.note for row in rows))


@dataclass(frozen=True)
class Piece:
    """A stretch of work, in thousandths of the whole."""

    x: float
    width: float


@dataclass(frozen=True)
class Strip:
    """When one process or thread worked; ``spoken`` says it in words."""

    label: str
    pieces: tuple[Piece, ...]
    busy: str
    spoken: str


@dataclass(frozen=True)
class Overlap:
    """A stretch in which ``count`` worked at once; ``height`` is its share of the most, from 0 to 100."""

    x: float
    width: float
    height: float
    count: int


@dataclass(frozen=True)
class GanttChart:
    """Strips above each other, on one scale of ``seconds``, and how many of them worked at once."""

    title: str
    strips: tuple[Strip, ...]
    more: int
    seconds: float
    ticks: tuple[tuple[float, str], ...]
    overlaps: tuple[Overlap, ...]
    most: int
    kind: str = field(default="gantt", init=False)


def gantt(evidence: Gantt) -> GanttChart:
    """A strip per process or thread."""
    lanes: dict[str, list[Span]] = {}
    for span in sorted(evidence.spans, key=lambda span: span.start):
        lanes.setdefault(span.lane, []).append(span)
    end = max((span.end for span in evidence.spans if math.isfinite(span.end)), default=0.0)
    end = end if end > 0 else 1.0
    strips = tuple(_strip(lane, spans, end) for lane, spans in list(lanes.items())[:_MOST_LANES])
    counts = _counts(evidence)
    most = max((number for _, _, number in counts), default=0)
    overlaps = tuple(
        Overlap(
            round(1000 * start / end, 2),
            round(1000 * (stop - start) / end, 2),
            round(100 * number / most, 1),
            number,
        )
        for start, stop, number in counts
        if number and not _threads(lanes)
    )
    ticks = tuple((round(100 * n / (_TICKS - 1), 2), f"{end * n / (_TICKS - 1):.2f}") for n in range(_TICKS))
    return GanttChart(
        title=shown(evidence.title),
        strips=strips,
        more=max(0, len(lanes) - _MOST_LANES),
        seconds=end,
        ticks=ticks,
        overlaps=overlaps,
        most=most,
    )


def _threads(lanes: Iterable[str]) -> bool:
    """Whether all are threads: how many of them are at work at once says nothing where one has the GIL."""
    return all(lane.startswith("thread ") for lane in lanes)


def duration(seconds: float) -> str:
    """So precise that a short stretch is none of no length."""
    if 0 < seconds < _SHORT:
        return f"{1000 * seconds:.2f} ms"
    return f"{seconds:.2f} s"


def _strip(lane: str, spans: list[Span], end: float) -> Strip:
    pieces = []
    for span in spans:
        x = 1000 * min(max(span.start / end, 0.0), 1.0)
        width = max(_THINNEST, 1000 * span.end / end - x)
        pieces.append(Piece(round(min(x, 1000 - _THINNEST), 2), round(width, 2)))
    told = ", ".join(f"{span.start:.2f} to {span.end:.2f} s" for span in spans[:_TICKS])
    if len(spans) > _TICKS:
        told += f" and {len(spans) - _TICKS} more"
    busy = sum(max(0.0, span.end - span.start) for span in spans)
    return Strip(shown(lane), tuple(pieces), duration(busy), told)


def _counts(evidence: Gantt) -> list[tuple[float, float, int]]:
    """Stretches of time and how many lanes were at work in each; one lane counts once."""
    events: list[tuple[float, int, str]] = []
    for span in evidence.spans:
        if span.end > span.start:
            events += [(span.start, 1, span.lane), (span.end, -1, span.lane)]
    inside: dict[str, int] = {}
    found: list[tuple[float, float, int]] = []
    since = 0.0
    for at, change, lane in sorted(events, key=lambda event: event[:2]):
        working = sum(number > 0 for number in inside.values())
        if at > since:
            if found and found[-1][2] == working:
                found[-1] = (found[-1][0], at, working)
            else:
                found.append((since, at, working))
        since = at
        inside[lane] = inside.get(lane, 0) + change
    return found
