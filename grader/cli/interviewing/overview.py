"""What is shown of interviews that have ended: a list, one, several side by side."""

from __future__ import annotations

import json
import webbrowser
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.cli.interviewing import place
from grader.cli.learn import show_markdown
from grader.errors import UsageError
from grader.interview.clock import mmss
from grader.interview.markdown import markdown
from grader.interview.progress import compared
from grader.interview.summary import outcome, schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.cli.desk import Desk
    from grader.interview.session import Session
    from grader.interview.summary import Document

_COLOURS = {"strong": "green", "acceptable": "yellow", "weak": "red", "not observed": "dim"}
_LAST = 5


def show_list(desk: Desk) -> None:
    """A line per interview."""
    log = place.material(desk).log
    table = _table("interview", "when", "minutes", "level", "used", "katas", "")
    numbers = log.sessions()
    for number in numbers:
        one = place.session(desk, number)
        standing = one.standing
        katas = [
            f"{item.id[:6]} {outcome(standing, item.id)}"
            for item in standing.plan.items
            if item.kind == "kata" and item.id in standing.reached
        ]
        table.add_row(
            str(number),
            standing.began.astimezone().strftime("%Y-%m-%d %H:%M"),
            str(standing.plan.minutes),
            str(standing.plan.level),
            mmss(one.used()),
            Text(", ".join(katas)),
            Text("" if standing.finished else "open", style="yellow"),
        )
    if not numbers:
        desk.screen.show("No interview yet; `grader interview start` begins one.")
        return
    desk.screen.draw(table)
    desk.screen.show("\n`grader interview show NUMBER` shows one, `compare` several.")


def show(desk: Desk, number: int | None, *, form: str, private: bool) -> None:
    """The report of one.

    Raises:
        UsageError: there is no such form.
    """
    session = place.session(desk, number)
    made = place.told(desk, session, private=private)
    if form == "open":
        path = next(path for path in place.write(desk, session) if path.suffix == ".html")
        desk.screen.show(f"{desk.place(path)}")
        webbrowser.open(path.as_uri())
    elif form == "terminal":
        show_markdown(desk, markdown(made))
    elif (suffix := {"markdown": "md"}.get(form, form)) in place.FORMS:
        desk.screen.show(place.FORMS[suffix](made))
    else:
        raise UsageError(f"there is no form {form!r}; there are terminal, markdown, html and json")


def show_schema(desk: Desk) -> None:
    """The form of the JSON report."""
    desk.screen.show(json.dumps(schema(), indent=2))


def show_end(desk: Desk, session: Session, paths: Sequence[Path], *, scores: bool) -> None:
    """How an interview went, and where to read on; an interviewer's ``scores`` are not for all eyes."""
    made = place.told(desk, session)
    desk.screen.show("")
    for kata in made.katas:
        hints = f", hints: {len(kata.hints)}" if kata.hints else ""
        desk.screen.show(
            f"  {kata.id}: {kata.outcome}, {mmss(kata.seconds)} of {kata.minutes} minutes{hints}"
        )
    if scores:
        desk.screen.draw(_rubric(made))
    if scores and made.practise:
        desk.screen.show("\nPractise next:")
    for practice in made.practise if scores else ():  # the advice tells of scores as well
        line = Text(practice.kata, style="bold").append(f": {practice.why}", "default")
        desk.screen.draw(Padding(line, (0, 0, 0, 2)))
    desk.screen.show("")
    for path in paths:
        desk.screen.show(f"  report   {desk.place(path)}")
    desk.screen.show(f"  then     grader interview show {session.number} --open")


def _rubric(made: Document) -> Table:
    table = _table("competency", "", "points seen")
    for competency in made.rubric:
        worth = sum(point.mark.worth for point in competency.points)
        table.add_row(
            competency.name,
            Text(competency.level, style=_COLOURS[competency.level]),
            f"{worth:g} of {len(competency.points)}" if competency.points else "",
        )
    return table


def compare(desk: Desk, numbers: Sequence[int]) -> None:
    """Several side by side.

    Raises:
        UsageError: there are none to compare.
    """
    log = place.material(desk).log
    wanted = numbers or [n for n in log.sessions() if place.session(desk, n).standing.finished][-_LAST:]
    if not wanted:
        raise UsageError("no interview has ended yet; `grader interview start` begins one")
    made = compared([place.told(desk, place.session(desk, number)) for number in wanted])
    for part in made:
        table = _table(part.title, *(f"#{number}" for number in wanted))
        for name, cells in part.rows:
            table.add_row(name, *(Text(cell, style=_COLOURS.get(cell, "")) for cell in cells))
        desk.screen.draw(table)
        desk.screen.show("")


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table
