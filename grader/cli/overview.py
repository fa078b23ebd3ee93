"""`grader list` and `grader history`: where the learner stands, and how it came to that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from grader.errors import KataError, UsageError
from grader.history import Kind, Status, statuses
from grader.report import words
from grader.report.style import count
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.cli.desk import Desk
    from grader.history import Entry
    from grader.kata import Kata

_WIDE = 64  # columns; below it the list keeps to name and status
_WIDEST = 96  # from here on there is room for the topics
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Asked:
    """Which katas to list."""

    topic: str = ""
    level: int | None = None
    only_open: bool = False

    def wants(self, kata: Kata, status: Status) -> bool:
        """Whether ``kata`` is one of them; a malformed one always is, since it must be seen."""
        try:
            manifest = kata.manifest
        except KataError:
            return True
        about = " ".join((kata.id, manifest.title, manifest.kind, *manifest.topics)).lower()
        return (
            self.topic.lower() in about
            and self.level in {None, manifest.level}
            and not (self.only_open and status.passed)
        )


def show_list(desk: Desk, asked: Asked) -> None:
    """A line per kata.

    Raises:
        UsageError: no kata is like that.
    """
    known = statuses(desk.history.entries())
    every = desk.catalogue.katas
    katas = [kata for kata in every if asked.wants(kata, known.get(kata.id, Status()))]
    if every and not katas:
        raise UsageError(f"none of the {len(every)} katas is like that; `grader list` shows all")
    if desk.screen.plain:
        for kata in katas:
            desk.screen.show(_sentence(desk, kata, known.get(kata.id, Status())))
    else:
        desk.screen.draw(_table(desk, katas, known))
    passed = sum(known.get(kata.id, Status()).passed for kata in every)
    desk.screen.show(f"\n{passed} of {len(every)} passed. {_next(desk, known)}")


def _table(desk: Desk, katas: list[Kata], known: dict[str, Status]) -> Table:
    wide, widest = desk.screen.width >= _WIDE, desk.screen.width >= _WIDEST
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kata", no_wrap=True)
    table.add_column("", ratio=1, overflow="fold")
    if widest:
        table.add_column("topic", ratio=1, overflow="fold")
    if wide:
        table.add_column("level", justify="right", no_wrap=True)
        table.add_column("time", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    if wide:
        table.add_column("tries", justify="right", no_wrap=True)
        table.add_column("best", justify="right", no_wrap=True)
    for kata in katas:
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
            *([Text(manifest.topics[0] if manifest.topics else "", style="dim")] if widest else []),
            *(size if wide else []),
            _state(desk, status, begun=kata.attempt.is_file()),
            *(work if wide else []),
        )
    return table


def _sentence(desk: Desk, kata: Kata, status: Status) -> str:
    """A kata's line, to be read aloud."""
    try:
        manifest = kata.manifest
    except KataError as error:
        return f"{kata.id[:6]}: {error}"
    parts = [
        f"{kata.id[:6]}: {manifest.title}",
        f"Level {manifest.level}, {manifest.minutes} minutes, {', '.join(manifest.topics)}",
        _state(desk, status, begun=kata.attempt.is_file()).plain.capitalize() or "Not begun",
    ]
    if status.tries:
        parts.append(count(status.tries, "try", "tries"))
    if status.best is not None:
        parts.append(f"Best time {span(status.best)}")
    return ". ".join(parts) + "."


def _next(desk: Desk, known: dict[str, Status]) -> str:
    """What to do now: go on with what was begun, else begin the first that is not passed."""
    last = desk.last_worked_on()
    status = known.get(last.id, Status()) if last is not None else Status()
    if last is not None and not (status.passed and status.last in {Verdict.PASSED, None}):
        return f"Go on with {last.id[:6]}: `grader check`."
    following = next((k for k in desk.catalogue.katas if not known.get(k.id, Status()).passed), None)
    return f"Begin with `grader start {following.id[:6]}`." if following else "That is all of them."


def _state(desk: Desk, status: Status, *, begun: bool) -> Text:
    if status.passed:
        mark = _mark(desk, Verdict.PASSED)
        again = (
            "" if status.last is Verdict.PASSED or status.last is None else ", now " + words.name(status.last)
        )
        return Text(f"{mark}passed{again}", style="green")
    if status.last is not None:
        return Text(f"{_mark(desk, status.last)}{words.name(status.last)}", style=words.colour(status.last))
    return Text("begun" if begun else "", style="dim")


def _mark(desk: Desk, verdict: Verdict) -> str:
    return "" if desk.screen.plain else words.mark(verdict, unicode=desk.screen.unicode) + " "


def span(seconds: float) -> str:
    """A time between two commands of a person."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < 2 * _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    if seconds < 2 * _DAY:
        return f"{seconds / _HOUR:.0f} h"
    return f"{seconds / _DAY:.0f} days"


def show_history(desk: Desk, word: str | None, *, limit: int) -> None:
    """The newest entries."""
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
        when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
        took = f"{entry.seconds:.1f} s" if entry.verdict is not None else ""
        found = _found(entry)
        if desk.screen.plain:
            said = ", ".join(filter(None, (found.plain, took)))
            desk.screen.show(
                f"Entry {entry.number}, {when}: {entry.kata[:6]}, {entry.kind.value}. {said}".rstrip()
            )
        else:
            table.add_row(str(entry.number), when, entry.kata[:6], entry.kind.value, found, took)
    if not desk.screen.plain:
        desk.screen.draw(table)
    desk.screen.show(
        "\n`grader history --show ENTRY` prints the source that an entry kept,"
        " `--diff ENTRY` compares it with\nyour attempt, `--restore ENTRY` brings it back."
    )


def _found(entry: Entry) -> Text:
    """What came of it."""
    if entry.verdict is not None:
        verdict = Text(words.name(entry.verdict), style=words.colour(entry.verdict))
        return verdict.append(f" in {entry.stage}" if entry.stage else "")
    if entry.kind in {Kind.CHECK, Kind.BATCH, Kind.PART, Kind.FILE}:
        return Text("not finished", style="dim")
    return Text(entry.note, style="dim")


def show_schema(desk: Desk) -> None:
    """The form of what `--json` prints, for machines."""
    from grader.report.json import schema  # noqa: PLC0415  slow to load, and only for this

    desk.screen.show(json.dumps(schema(), indent=2))
