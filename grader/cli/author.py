"""`grader verify`, `new` and `doctor`."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.report import words
from grader.report.style import seconds
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.cli.desk import Desk
    from grader.scaffold import Facts
    from grader.verify import Judged


def verify(desk: Desk, word: str | None, *, repeat: int, workers: int) -> int:
    """Judge the katas themselves; 0 where all is as it should be, else 1."""
    from grader.calibrate import thin  # noqa: PLC0415  `doctor` needs none of it
    from grader.verify import cases, changing, gaps, judge_all, measured  # noqa: PLC0415  the same

    only = desk.catalogue.find(word) if word else None
    missing = gaps(desk.catalogue, only)
    todo = cases(desk.catalogue, only)
    judged: list[Judged] = []
    began = time.monotonic()
    total = len(todo) * repeat
    with closing(judge_all(todo, repeat=repeat, workers=workers)) as results:
        for number in range(1, total + 1):
            with desk.screen.progress(f"Judging {number} of {total}") as update:
                update(todo[(number - 1) % len(todo)].name if workers == 1 else "")
                one = next(results)
            judged.append(one)
            _say(desk, one, number, total)
    changes = changing(judged)
    bad = [one for one in judged if one.complaint]
    margins = list(thin(measured(judged)))
    tight = [one for one in margins if not one.settled]
    desk.screen.show("")
    desk.screen.draw(_table(judged))
    wall = seconds(time.monotonic() - began)
    desk.screen.show(f"\n{len(judged)} judged in {wall}; {len(bad)} not as expected; {len(missing)} gaps.")
    for line in (*missing, *changes, *(f"{one.case.name}: {one.complaint}" for one in bad), *margins):
        desk.screen.show(f"  {line}".replace(f"{desk.cwd}/", ""))
    return 1 if bad or missing or changes or tight else 0


def _say(desk: Desk, one: Judged, number: int, total: int) -> None:
    """A line per submission as it is done."""
    deciding = one.report.deciding
    found = words.name(one.report.verdict) + (f" in {deciding.stage}" if deciding else "")
    good = Verdict.WRONG if one.complaint else Verdict.PASSED
    mark = words.mark(good, unicode=desk.screen.unicode)
    line = Text(f"{mark} ", style=words.colour(good))
    line.append(f"{number:>{len(str(total))}}/{total}  ", "dim")
    line.append(f"{one.case.name}  {found}").append(f"  {seconds(one.report.seconds)}", "dim")
    if desk.screen.colour:
        desk.screen.draw(line)
        if one.complaint:
            desk.screen.draw(Padding(Text(one.complaint), (0, 0, 0, 4)))
    else:  # a log is searched line by line
        desk.screen.show(line.plain + (f"\n    {one.complaint}" if one.complaint else ""))


def _table(judged: Sequence[Judged]) -> Table:
    """Submissions by kata and verdict."""
    verdicts = [v for v in Verdict if any(one.report.verdict is v for one in judged)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kata", no_wrap=True)
    table.add_column("judged", justify="right", no_wrap=True)
    for verdict in verdicts:
        table.add_column(words.name(verdict), justify="right", overflow="fold")
    table.add_column("seconds", justify="right", no_wrap=True)
    ids = sorted({one.case.kata.id for one in judged})
    for name in [*ids, ""]:
        rows = [one for one in judged if name in {one.case.kata.id, ""}]
        counts = [sum(one.report.verdict is v for one in rows) for v in verdicts]
        spent = sum(one.report.seconds for one in rows)
        cells = [str(n) if n else "" for n in counts]
        style = "" if name else "bold"
        table.add_row(name[:6] or "all", str(len(rows)), *cells, f"{spent:.1f}", style=style)
    return table


def new(desk: Desk, facts: Facts) -> None:
    """Make a kata."""
    from grader.scaffold import scaffold  # noqa: PLC0415  `doctor` needs no templates

    kata, files = scaffold(desk.catalogue, facts)
    lines = "\n".join(f"  {desk.place(path)}" for path in files)
    desk.screen.show(f"Made {kata.id}, a small kata that works:\n{lines}\n")
    desk.screen.show(f"Fill it with your own; `grader verify {kata.id[:6]}` says what is still to do.")


def doctor(desk: Desk) -> None:
    """Show the findings."""
    from grader.doctor import findings, measured  # noqa: PLC0415  `verify` needs none of it

    with desk.screen.progress("Measuring this machine"):
        found = findings(measured(), desk.catalogue.root)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for one in found:
        verdict = Verdict.PASSED if one.good else Verdict.INCONCLUSIVE
        mark = Text(words.mark(verdict, unicode=desk.screen.unicode), style=words.colour(verdict))
        table.add_row(mark, one.name, Text(one.found).append(f"\n{one.meaning}", "dim"))
    desk.screen.draw(table)
