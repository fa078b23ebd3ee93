"""`grader verify --mutants`: whether the suites notice each small change of a right answer."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from grader.report import words
from grader.report.style import seconds
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.cli.desk import Desk
    from grader.mutants import Fate


def verify_mutants(desk: Desk, word: str | None, *, workers: int) -> int:
    """Judge every mutant; 0 where each is killed or known to be right, else 1."""
    from grader.mutants import trials, try_all  # noqa: PLC0415  the other commands need none of it

    katas = [desk.catalogue.find(word)] if word else desk.catalogue.katas
    made = [trials(kata) for kata in katas]
    todo = [trial for found, _ in made for trial in found]
    stale = [line for _, lines in made for line in lines]
    fates: list[Fate] = []
    began = time.monotonic()
    with closing(try_all(todo, workers=workers)) as results:
        for number in range(1, len(todo) + 1):
            with desk.screen.progress(f"Judging mutant {number} of {len(todo)}"):
                fates.append(next(results))
            _say(desk, fates[-1], f"{number:>{len(str(len(todo)))}}/{len(todo)}")
    bad = [fate for fate in fates if fate.complaint]
    desk.screen.show("")
    desk.screen.draw(_table(fates))
    wall = seconds(time.monotonic() - began)
    desk.screen.show(
        f"\n{len(fates)} mutants in {wall}; {len(bad)} to look at; {len(stale)} reasons to spare."
    )
    for line in (*stale, *(f"{fate.trial.name}: {fate.complaint}" for fate in bad)):
        desk.screen.show(f"  {line}".replace(f"{desk.cwd}/", ""))
    return 1 if bad or stale else 0


def _say(desk: Desk, fate: Fate, number: str) -> None:
    """A line per mutant as it is done."""
    good = Verdict.WRONG if fate.complaint else Verdict.PASSED
    mark = words.mark(good, unicode=desk.screen.unicode)
    found = f"{words.name(fate.verdict)} in {fate.check}" if fate.check else "survived"
    if fate.survived and fate.trial.reason:
        found += f": {fate.trial.reason}"
    line = Text(f"{mark} ", style=words.colour(good)).append(f"{number}  ", "dim")
    line.append(fate.trial.name).append(f"  {found}", "dim")
    if desk.screen.colour:
        desk.screen.draw(line)
    else:  # a log is searched line by line
        desk.screen.show(line.plain)


def _table(fates: Sequence[Fate]) -> Table:
    """Killed and survived by kata; the share is that of the mutants that are not as right as the answer."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kata", no_wrap=True)
    for column in ("mutants", "killed", "as right", "survived", "undecided", "killed of the rest"):
        table.add_column(column, justify="right")
    ids = sorted({fate.trial.kata.id for fate in fates})
    for name in [*ids, ""]:
        rows = [fate for fate in fates if name in {fate.trial.kata.id, ""}]
        killed = sum(fate.killed for fate in rows)
        right = sum(fate.survived and bool(fate.trial.reason) for fate in rows)
        survived = sum(fate.survived for fate in rows) - right
        undecided = sum(fate.undecided for fate in rows)
        share = f"{killed / max(1, len(rows) - right):.1%}"
        cells = [len(rows), killed, right, survived, undecided]
        table.add_row(
            name[:6] or "all", *(str(n) if n else "" for n in cells), share, style="" if name else "bold"
        )
    return table
