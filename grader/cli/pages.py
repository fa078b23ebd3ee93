"""`grader report`: the page of a kata, of several, or of all."""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from grader.errors import KataError, UsageError
from grader.history import Status, statuses
from grader.report.html import render
from grader.report.html.page import Card, Chapter, Facts, Page
from grader.report.html.view import JUDGING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.cli.desk import Desk
    from grader.history import Entry
    from grader.kata import Kata

_KILO = 1000


@dataclass(frozen=True)
class Asked:
    """The options of one ``grader report``."""

    katas: Sequence[str] = ()
    entry: int | None = None
    output: Path | None = None
    show: bool = False


def report(desk: Desk, asked: Asked) -> None:
    """Write the page, say where it is, and show it in a browser where that is asked for.

    Raises:
        UsageError: there is nothing to show.
    """
    if asked.entry is not None and asked.katas:
        raise UsageError("--entry names the attempt already; leave the kata out")
    now = datetime.now(UTC)
    if asked.entry is not None:
        page, name = Page(now, (_entry(desk, asked.entry),)), f"entry-{asked.entry}"
    elif asked.katas:
        katas = list(dict.fromkeys(desk.catalogue.find(word) for word in asked.katas))
        page = Page(now, tuple(_newest(desk, kata) for kata in katas))
        name = "-".join(kata.id[:6] for kata in katas)
    else:
        page, name = _overview(desk, now), "overview"
    made = render(page).encode()
    path = desk.cwd / asked.output if asked.output else desk.catalogue.root / ".grader" / f"{name}.html"
    if asked.output is None:
        path.parent.mkdir(exist_ok=True)
    path.write_bytes(made)
    desk.screen.show(f"{desk.place(path)}  {len(made) / _KILO:.0f} KB")
    if asked.show:
        _open(desk, path)


def _open(desk: Desk, path: Path) -> None:
    import webbrowser  # noqa: PLC0415  only needed for --open

    if not webbrowser.open(path.resolve().as_uri()):
        desk.screen.say("No browser could be started; open the file yourself.")


def _entry(desk: Desk, number: int) -> Chapter:
    entries = desk.history.entries()
    entry = next((entry for entry in entries if entry.number == number), None)
    if entry is None or entry.kind not in JUDGING:
        raise UsageError(f"entry {number} is no judgement; `grader history` shows the entries")
    return _chapter(desk, entry, tuple(other for other in entries if other.kata == entry.kata))


def _newest(desk: Desk, kata: Kata) -> Chapter:
    """The last judgement of ``kata``: of the attempt itself where there is one, else of any file."""
    entries = desk.history.entries(kata.id)
    judged = [entry for entry in entries if entry.kind in JUDGING]
    if not judged:
        raise UsageError(f"{kata.id[:6]} was never checked; `grader check {kata.id[:6]}` does it")
    own = [entry for entry in judged if entry.path == str(kata.attempt)]
    return _chapter(desk, (own or judged)[-1], entries)


def _overview(desk: Desk, now: datetime) -> Page:
    entries = desk.history.entries()
    known = statuses(entries)
    cards: list[Card] = []
    chapters: list[Chapter] = []
    for kata in desk.catalogue.katas:
        own = tuple(entry for entry in entries if entry.kata == kata.id)
        judged = tuple(entry for entry in own if entry.kind in JUDGING)
        begun = kata.attempt.is_file()
        cards.append(Card(_facts(desk, kata.id), known.get(kata.id, Status()), begun, judged))
        if judged:
            chapters.append(_newest(desk, kata))
    return Page(now, tuple(chapters), tuple(cards))


def _chapter(desk: Desk, entry: Entry, entries: tuple[Entry, ...]) -> Chapter:
    judged = [other for other in entries if other.kind in JUDGING]
    same = [other for other in judged if other.path == entry.path]
    before = next((old for old, new in pairwise(same) if new.number == entry.number), None)
    kept = desk.history.source(before.number) if before else None
    source = desk.history.source(entry.number)
    return Chapter(
        facts=_facts(desk, entry.kata),
        report=desk.history.judgement(entry.number),
        source=None if source is None else decoded(source),
        entry=entry,
        attempts=tuple(judged),
        before=(before.number, decoded(kept)) if before and kept is not None else None,
        base=str(desk.catalogue.root),
    )


def _facts(desk: Desk, name: str) -> Facts:
    """What ``kata.toml`` says; a kata that went away, or is malformed, still has its history."""
    kata = next((kata for kata in desk.catalogue.katas if kata.id == name), None)
    try:
        manifest = kata.manifest if kata else None
    except KataError:
        manifest = None
    if manifest is None:
        return Facts(name, name[7:].replace("_", " ").capitalize())
    return Facts(name, manifest.title, manifest.level, manifest.minutes, manifest.topics)


def decoded(source: bytes) -> str:
    """``source`` as Python reads it; what cannot be read so is shown as well as it can be."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        text = source.decode(errors="replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
