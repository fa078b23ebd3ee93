"""`grader verify --calibrate`: what a kata's answers show in its benchmark, and the limits that follow."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from rich.table import Table

from grader.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.calibrate import Range, Shown
    from grader.cli.desk import Desk


def calibrate(desk: Desk, word: str, *, repeat: int) -> int:
    """Measure every answer; 0 where each limit leaves both sides their room, else 1."""
    from grader.calibrate import STAGE, ranges, shown, thin, todo  # noqa: PLC0415  `doctor` needs none of it
    from grader.judge import judge  # noqa: PLC0415  the same

    kata = desk.catalogue.find(word)
    if reason := kata.limits(STAGE).get("skip"):
        desk.screen.show(f"{kata.id} has no benchmark: {reason}")
        return 0
    found: list[Shown] = []
    answers = todo(kata) * repeat
    for number, (path, right) in enumerate(answers, 1):
        with desk.screen.progress(f"Measuring {number} of {len(answers)}") as update:
            update(path.stem)
            report = judge(kata, path, stages=(STAGE,))
        measured = list(shown(path, report, right=right))
        found += measured
        side = "right" if right else "wrong"
        told = "" if measured else ", nothing to measure"
        desk.screen.show(
            f"{number:>3}/{len(answers)}  {side} {path.stem}: {words.name(report.verdict)}{told}"
        )
    proposals = list(ranges(found))
    tight = list(thin(found))
    desk.screen.show("")
    desk.screen.draw(_answers(found))
    if proposals:
        desk.screen.show("")
        desk.screen.draw(_limits(proposals))
    desk.screen.show("")
    for one in tight:
        desk.screen.show(f"  {one}".replace(f"{desk.cwd}/", ""))
    none = [one.scale for one in proposals if one.proposed is None and not one.settled]
    for scale in none:
        desk.screen.show(f"  {scale}: no limit leaves both sides their room; change the work, or the answer")
    return 1 if none or any(not one.settled for one in tight) else 0


def _answers(found: Sequence[Shown]) -> Table:
    """A row per answer and check: the measures, and how much of the closest limit is used."""
    names = list(dict.fromkeys(name for one in found for name in one.measures))
    names = [name for name in names if any(one.measures.get(name, -1) >= 0 for one in found)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("answer", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for name in names:
        table.add_column(name.replace("_", " "), justify="right")
    table.add_column("used", justify="right")
    table.add_column("of", no_wrap=True)
    for one in found:
        scale, used = one.closest
        cells = [_said(one.measures.get(name)) for name in names]
        name = ("" if one.right else "wrong/") + one.path.stem
        table.add_row(name, words.name(one.verdict), *cells, f"{used:.2f}" if scale else "", scale)
    return table


def _limits(found: Sequence[Range]) -> Table:
    """A row per limit: what it is, what it may be, and what is proposed."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("limit", "now", "right ones reach", "wrong ones begin at", "may lie in", "proposed"):
        table.add_column(name, justify="left" if name == "limit" else "right")
    for one in found:
        room = f"{_said(one.low)} to {_said(one.high)}" if one.low <= one.high else "nowhere"
        proposed = "settled" if one.settled else _said(one.proposed)
        table.add_row(one.scale, _said(one.now), _said(one.right), _said(one.wrong), room, proposed)
    return table


def _said(value: float | None) -> str:
    from grader.calibrate import said  # noqa: PLC0415  the same

    if value is None or value < 0:
        return ""
    return "anything" if value == inf else said(value)
