"""The circle of a deadlock, bars of who did the work, and a strip of what overlapped."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from grader.report.style import clean
from grader.verdict import Bars, WaitFor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from grader.report.style import Style
    from grader.verdict import Bar, Gantt, Span, Wait

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_MOST_LANES = 24
_LONGEST_BAR = 40


def circle(evidence: WaitFor, style: Style) -> RenderableType:
    """Who waits for what; those who wait for each other as a circle, the rest below it."""
    ring = _ring(evidence.waits)
    grid = Table.grid()
    grid.add_column(no_wrap=True, style="red")
    grid.add_column(overflow="fold")
    for wait in ring:
        grid.add_row(style.glyph("╭▶ ", "+> ") if wait is ring[0] else style.glyph("│  ", "|  "), _wait(wait))
        if not _is_itself(wait):
            held = Text("  which ", "dim").append(clean(wait.holder), "bold").append(" holds")
            grid.add_row(style.glyph("│  ", "|  "), held)
    if ring:
        grid.add_row(style.glyph("╰─ ", "+- "), f"and so back to {clean(ring[0].waiter)}")
    for wait in evidence.waits:
        if wait not in ring:
            has = "" if _is_itself(wait) else f", which {clean(wait.holder)} holds"
            end = has if wait.holder else ", and nobody will wake it"
            grid.add_row(style.glyph("·  ", "-  "), _wait(wait).append(end))
    return grid


def _is_itself(wait: Wait) -> bool:
    """Whether what is waited for is the holder's own end."""
    return wait.holder in wait.resource.split()


def _wait(wait: Wait) -> Text:
    text = Text().append(clean(wait.waiter), "bold").append(f" waits for {clean(wait.resource)}")
    return text.append(f" since {clean(wait.where)}" if wait.where else "", "dim")


def _ring(waits: tuple[Wait, ...]) -> list[Wait]:
    """The first circle of waiters, in order, or nothing where there is none."""
    by_waiter = {wait.waiter: wait for wait in waits}
    for start in waits:
        walk: list[Wait] = []
        wait: Wait | None = start
        while wait is not None and wait not in walk:
            walk.append(wait)
            wait = by_waiter.get(wait.holder)
        if wait is start:
            return walk
    return []


def bars(evidence: Bars, style: Style) -> RenderableType:
    """A row per process, thread or ratio."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold", style="dim")
    room = max(8, min(_LONGEST_BAR, style.width - 44))
    most = max((row.value for row in evidence.rows if math.isfinite(row.value)), default=0.0)
    for row in evidence.rows:
        share = row.value / most if most > 0 and math.isfinite(row.value) else 0.0
        strip = Text(_strip(max(share, 0.0), room, style), style="blue")
        grid.add_row(clean(row.label), strip, _number(row, evidence.unit), clean(row.note))
    return _titled(evidence.title, grid)


def _strip(share: float, room: int, style: Style) -> str:
    eighths = round(share * room * 8)
    if not style.unicode:
        return "#" * math.ceil(eighths / 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def gantt(evidence: Gantt, style: Style) -> RenderableType:
    """A strip per process or thread: filled where it worked."""
    lanes = _lanes(evidence)
    end = max((span.end for span in evidence.spans), default=0.0) or 1.0
    room = max(10, min(60, style.width - 4 - max((len(lane) for lane in lanes), default=0)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    busy, idle = style.glyph("█", "#"), style.glyph("·", ".")
    for lane, spans in list(lanes.items())[:_MOST_LANES]:
        cells = [idle] * room
        for span in spans:
            first = min(room - 1, max(0, int(span.start / end * room)))
            last = min(room, max(first + 1, math.ceil(span.end / end * room)))
            cells[first:last] = [busy] * (last - first)
        grid.add_row(clean(lane), Text("".join(cells), style="blue"))
    if len(lanes) > _MOST_LANES:
        grid.add_row(f"and {len(lanes) - _MOST_LANES} more", "")
    scale = f"{end:.2f} s"
    grid.add_row("", Text("0 s".ljust(room - len(scale)) + scale, style="dim"))
    return _titled(evidence.title, grid)


def describe(evidence: WaitFor | Bars | Gantt) -> Iterator[str]:
    """The same in sentences."""
    if isinstance(evidence, WaitFor):
        ring = _ring(evidence.waits)
        yield "Who waits for whom:"
        for wait in (*ring, *(wait for wait in evidence.waits if wait not in ring)):
            holder = f", which {clean(wait.holder)} holds" if wait.holder else ", and nobody will wake it"
            yield f"{_wait(wait)}{'' if _is_itself(wait) else holder}."
        if ring:
            yield f"And so back to {clean(ring[0].waiter)}: a circle."
    elif isinstance(evidence, Bars):
        yield f"{clean(evidence.title)}:"
        for row in evidence.rows:
            note = f", {clean(row.note)}" if row.note else ""
            yield f"{clean(row.label)}: {_number(row, evidence.unit)}{note}."
    else:
        yield f"{clean(evidence.title)}, in seconds:"
        for lane, spans in _lanes(evidence).items():
            parts = ", ".join(f"{span.start:.2f} to {span.end:.2f}" for span in spans)
            yield f"{clean(lane)}: {parts}."


def _number(row: Bar, unit: str) -> str:
    counted = not unit and row.value.is_integer()  # calls and threads come whole
    return f"{row.value:.0f}" if counted else f"{row.value:.2f} {unit}".rstrip()


def _lanes(evidence: Gantt) -> dict[str, list[Span]]:
    lanes: dict[str, list[Span]] = {}
    for span in sorted(evidence.spans, key=lambda span: span.start):
        lanes.setdefault(span.lane, []).append(span)
    return lanes


def _titled(title: str, body: RenderableType) -> Table:
    grid = Table.grid()
    grid.add_row(Text(clean(title), style="bold"))
    grid.add_row(body)
    return grid
