"""What `grader history` has of one entry: its source, its report, what changed since, and the way back."""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.history import Kind
from grader.whole import put

if TYPE_CHECKING:
    from grader.cli.desk import Desk
    from grader.history import Entry
    from grader.kata import Kata


def show_report(desk: Desk, number: int) -> None:
    """The report that an entry kept.

    Raises:
        UsageError: no entry has that number, or it has no report.
    """
    report = desk.history.report(number)
    if report is None:
        raise UsageError(f"entry {number} kept no report; `grader history` shows the entries")
    desk.screen.show(report)


def show_source(desk: Desk, number: int) -> None:
    """The source that an entry kept.

    Raises:
        UsageError: no entry has that number, or it kept no source.
    """
    desk.screen.pour(_source(desk, number))


def show_difference(desk: Desk, one: int | None, other: int | None) -> None:
    """What changed from an entry to another one, or to the attempt as it is now.

    Raises:
        UsageError: an entry is missing, or they are of two katas.
    """
    if one is None:
        raise UsageError(f"compare it with what? `grader history --diff ENTRY --with {other}`")
    before = _source(desk, one)
    kata = _kata(desk, one)
    if other is None:
        if not kata.attempt.is_file():
            raise UsageError(
                f"{desk.place(kata.attempt)}: no attempt to compare with; name two entries: --with"
            )
        after, name = kata.attempt.read_bytes(), desk.place(kata.attempt)
    else:
        if _kata(desk, other).id != kata.id:
            raise UsageError(f"entry {other} is of {_kata(desk, other).id[:6]}, entry {one} of {kata.id[:6]}")
        after, name = _source(desk, other), f"entry {other}"
    lines = list(
        difflib.unified_diff(
            before.decode(errors="replace").splitlines(),
            after.decode(errors="replace").splitlines(),
            f"entry {one}",
            name,
            lineterm="",
        )
    )
    if not lines:
        desk.screen.show(f"Entry {one} and {name} are the same.")
    elif desk.screen.colour:
        from rich.syntax import Syntax  # noqa: PLC0415  slow to load, and only for a terminal

        desk.screen.draw(Syntax("\n".join(lines), "diff", theme="ansi_dark", background_color="default"))
    else:
        desk.screen.show("\n".join(lines))


def restore(desk: Desk, number: int) -> None:
    """Make an entry's source the attempt; what was there is kept, as `grader reset` does.

    Raises:
        UsageError: no entry has that number, or it kept no source.
    """
    source = _source(desk, number)
    kata = _kata(desk, number)
    kept = None
    if os.path.lexists(kata.attempt):
        old = desk.source(kata)
        desk.history.record(kata.id, Kind.RESTORE, path=kata.attempt, source=old, note=f"from entry {number}")
        kept = desk.exchange(kata, source)
    else:
        desk.history.record(kata.id, Kind.RESTORE, path=kata.attempt, note=f"from entry {number}")
        put(kata.attempt, source)
    yours = f"  yours    {desk.place(kept)}\n" if kept is not None else ""
    desk.screen.show(
        f"{desk.place(kata.attempt)} is what entry {number} kept.\n"
        f"{yours}  then     grader check {kata.id[:6]}"
    )


def _source(desk: Desk, number: int) -> bytes:
    source = desk.history.source(number)
    if source is None:
        raise UsageError(f"entry {number} kept no source; `grader history` shows the entries")
    return source


def _kata(desk: Desk, number: int) -> Kata:
    return desk.catalogue.find(_entry(desk, number).kata)


def _entry(desk: Desk, number: int) -> Entry:
    found = next((entry for entry in desk.history.entries() if entry.number == number), None)
    if found is None:
        raise UsageError(f"there is no entry {number}; `grader history` shows the entries")
    return found
