"""`grader list` and `grader history`: where the learner stands, and how it came to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from grader.errors import KataError, UsageError
from grader.history import Kind, Status, statuses
from grader.report import words
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.cli.desk import Desk

_WIDE = 64  # columns; below it the list keeps to name and status
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def show_list(desk: Desk) -> None:
    """A line per kata."""
    known = statuses(desk.history.entries())
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    wide = desk.screen.width >= _WIDE
    table.add_column("kata", no_wrap=True)
    table.add_column("", ratio=1, overflow="fold")
    if wide:
        table.add_column("level", justify="right", no_wrap=True)
        table.add_column("time", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    if wide:
        table.add_column("tries", justify="right", no_wrap=True)
        table.add_column("best", justify="right", no_wrap=True)
    for kata in desk.catalogue.katas:
        status = known.get(kata.id, Status())
        try:
            manifest = kata.manifest
        except KataError as error:
            table.add_row(kata.id[:6], Text(str(error), style="red"))
            continue
        size = [str(manifest.level), f"{manifest.minutes} min"]
        work = [
            str(status.tries) if status.tries else "",
            span(status.best) if status.best is not None else "",
        ]
        table.add_row(
            Text(kata.id[:6], style="bold"),
            Text(manifest.title),
            *(size if wide else []),
            _state(desk, status, begun=kata.attempt.is_file()),
            *(work if wide else []),
        )
    desk.screen.draw(table)
    passed = sum(known.get(kata.id, Status()).passed for kata in desk.catalogue.katas)
    desk.screen.show(f"\n{passed} of {len(desk.catalogue.katas)} passed. {_next(desk, known)}")


def _next(desk: Desk, known: dict[str, Status]) -> str:
    """What to do now: go on with what was begun, else begin."""
    last = desk.last_worked_on()
    if last is None or known.get(last.id, Status()).passed:
        return "Begin with `grader start KATA`."
    return f"Go on with {last.id[:6]}: `grader check`."


def _state(desk: Desk, status: Status, *, begun: bool) -> Text:
    if status.passed:
        mark = words.mark(Verdict.PASSED, unicode=desk.screen.unicode)
        again = (
            "" if status.last is Verdict.PASSED or status.last is None else ", now " + words.name(status.last)
        )
        return Text(f"{mark} passed{again}", style="green")
    if status.last is not None:
        mark = words.mark(status.last, unicode=desk.screen.unicode)
        return Text(f"{mark} {words.name(status.last)}", style=words.colour(status.last))
    return Text("begun" if begun else "", style="dim")


def span(seconds: float) -> str:
    """A time between two commands of a person."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < 2 * _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    if seconds < 2 * _DAY:
        return f"{seconds / _HOUR:.0f} h"
    return f"{seconds / _DAY:.0f} days"


def show_report(desk: Desk, number: int) -> None:
    """The report that an entry kept.

    Raises:
        UsageError: no entry has that number, or it has no report.
    """
    report = desk.history.report(number)
    if report is None:
        raise UsageError(f"entry {number} kept no report; `grader history` shows the entries")
    desk.screen.show(report)


def show_history(desk: Desk, word: str | None, *, number: int | None, limit: int) -> None:
    """The newest entries, or the source of one.

    Raises:
        UsageError: no entry has that number, or it kept no source.
    """
    if number is not None:
        source = desk.history.source(number)
        if source is None:
            raise UsageError(f"entry {number} kept no source; `grader history` shows the entries")
        desk.screen.show(source.decode(errors="replace"))
        return
    entries = desk.history.entries(desk.catalogue.find(word).id if word else None)
    if not entries:
        desk.screen.show("Nothing yet; `grader check KATA` makes the first entry.")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("entry", justify="right", no_wrap=True)
    table.add_column("when", no_wrap=True)
    table.add_column("kata", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column("verdict", overflow="fold")
    table.add_column("took", justify="right", no_wrap=True)
    for entry in entries[-limit:]:
        verdict = Text("")
        if entry.verdict is not None:
            verdict = Text(words.name(entry.verdict), style=words.colour(entry.verdict))
            verdict.append(f" in {entry.stage}" if entry.stage else "")
        elif entry.kind in {Kind.CHECK, Kind.BATCH, Kind.PART, Kind.FILE}:
            verdict = Text("not finished", style="dim")
        table.add_row(
            str(entry.number),
            entry.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            entry.kata[:6],
            entry.kind.value,
            verdict,
            f"{entry.seconds:.1f} s" if entry.verdict is not None else "",
        )
    desk.screen.draw(table)
    desk.screen.show(
        "\n`grader history --show ENTRY` prints the source that an entry kept, `--report` its figures."
    )
