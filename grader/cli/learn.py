"""`grader start`, `hint`, `explain`, `reset`, `debrief` and `solution`."""

from __future__ import annotations

import os
from importlib.resources import files
from typing import TYPE_CHECKING

from grader.cli import closed
from grader.errors import KataError, UsageError
from grader.hints import hints
from grader.history import Kind, hints_seen, statuses
from grader.report import words
from grader.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.desk import Desk
    from grader.kata import Kata


def start(desk: Desk, word: str) -> None:
    """Make the attempt."""
    kata = desk.catalogue.find(word)
    made = desk.begin(kata)
    manifest = kata.manifest
    desk.screen.show(
        f"{manifest.title}: level {manifest.level}, {manifest.minutes} minutes.\n"
        f"  task     {desk.place(kata.readme)}\n"
        f"  attempt  {desk.place(kata.attempt)}{'' if made else '  (was there, and is as you left it)'}\n"
        f"  then     grader check {kata.id[:6]}"
    )


def hint(desk: Desk, word: str | None, number: int | None, *, again: bool) -> None:
    """Show one hint more, or the one asked for, or those seen so far.

    Raises:
        UsageError: there is no such hint, or none has been seen.
    """
    session = closed.asked_now(desk, word)
    if session is not None:
        from grader.cli.interviewing import candidate  # noqa: PLC0415  rarely there is an interview

        candidate.hint(desk, session)
        return
    kata = desk.kata(word)
    short, every = kata.id[:6], hints(kata)
    seen = hints_seen(desk.history.entries(kata.id))
    if number is not None and not 1 <= number <= len(every):
        raise UsageError(
            f"{short} has no hint {number}; it has {len(every)}: `grader hint {short}` shows the next"
        )
    unseen = [one for one in every if one.number not in seen]
    if again or not (unseen or number):
        shown = [one for one in every if one.number in seen]
        if not shown:
            raise UsageError(f"no hint of {short} has been shown yet; `grader hint {short}` shows one")
    else:
        shown = [every[number - 1] if number else unseen[0]]
        desk.history.record(kata.id, Kind.HINT, note=str(shown[0].number))
        unseen = [one for one in unseen if one not in shown]
    text = "\n\n".join(f"## Hint {h.number} of {h.of}: {h.title}\n\n{h.body}" for h in shown)
    show_markdown(desk, text)
    more = (
        f"`grader hint {short}` shows the next of {len(unseen)} more."
        if unseen
        else (f"That was the last; `grader solution {short} --give-up` shows the answer.")
    )
    desk.screen.show(f"\n{more}")


def reset(desk: Desk, word: str) -> None:
    """Back the attempt up and make a new one.

    Raises:
        UsageError: there is no attempt.
    """
    kata = desk.catalogue.find(word)
    if not os.path.lexists(kata.attempt):
        raise UsageError(
            f"{desk.place(kata.attempt)}: no attempt to reset; `grader start {kata.id[:6]}` makes one"
        )
    starter = kata.starter.read_bytes()
    desk.history.record(kata.id, Kind.RESET, path=kata.attempt, source=desk.source(kata))
    kept = desk.exchange(kata, starter)
    desk.screen.show(
        f"{desk.place(kata.attempt)} is the starter again.\n"
        f"  yours    {desk.place(kept)}\n"
        f"  then     grader check {kata.id[:6]}"
    )


def explain(desk: Desk, word: str | None) -> None:
    """Say what a verdict means, how it comes about, and what to do; without one, name them all.

    Raises:
        UsageError: there is no such verdict.
    """
    if word is None:
        for verdict in Verdict:
            desk.screen.show(f"{verdict.value:<14}{words.MEANING[verdict]}")
        desk.screen.show("\n`grader explain VERDICT` says how it comes about and what to do.")
        return
    name = word.lower().replace(" ", "_").replace("-", "_")
    if name not in set(Verdict):
        raise UsageError(f"there is no verdict {word!r}; there are {', '.join(Verdict)}")
    text = files("grader").joinpath("verdicts.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0].strip()
    show_markdown(desk, f"## {words.name(Verdict(name)).capitalize()}\n\n{section}")


def debrief(desk: Desk, word: str | None, *, give_up: bool = False) -> None:
    """Show why the answer works, its traps, and the interviewer's questions with their answers."""
    kata = desk.kata(word)
    _earned(desk, kata, "debrief", give_up=give_up)
    show_markdown(desk, _text(kata.debrief))


def why_it_works(kata: Kata) -> str:
    """The first section of the debrief, read right after a pass; without its table of other answers."""
    try:
        _, *sections = kata.debrief.read_text(encoding="utf-8").split("\n## ")
    except (OSError, UnicodeDecodeError):  # `grader debrief` and `grader verify` say so
        return ""
    lines = sections[0].splitlines() if sections else []
    return "## " + "\n".join(line for line in lines if not line.startswith("|")).strip() if lines else ""


def _earned(desk: Desk, kata: Kata, command: str, *, give_up: bool) -> None:
    """Make sure that the answer spoils nothing any more.

    Raises:
        UsageError: the kata has not been passed, and nobody gave up.
    """
    status = statuses(desk.history.entries(kata.id)).get(kata.id)
    if not give_up and not (status and (status.passed or status.gave_up)):
        raise UsageError(
            f"{kata.id[:6]} is not passed yet; `grader check {kata.id[:6]}` judges your attempt, "
            f"`grader hint {kata.id[:6]}` helps, `grader {command} {kata.id[:6]} --give-up` shows the answer"
        )
    desk.history.record(kata.id, Kind.SOLUTION)


def solution(desk: Desk, word: str | None, *, give_up: bool) -> None:
    """Show the reference and the debrief.

    Raises:
        UsageError: the kata has not been passed, and nobody gave up.
    """
    kata = desk.kata(word)
    _earned(desk, kata, "solution", give_up=give_up)
    code, debrief = _text(kata.reference), _text(kata.debrief)
    _python(desk, code)
    desk.screen.show("")
    show_markdown(desk, debrief)
    others = [path for path in kata.right_answers if path != kata.reference]
    if others:
        desk.screen.show("\nOther right answers:\n" + "\n".join(f"  {desk.place(path)}" for path in others))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KataError(f"{path}: {error}") from error


def show_markdown(desk: Desk, text: str) -> None:
    """Drawn on a terminal, as it is elsewhere."""
    if not desk.screen.colour:
        desk.screen.show(text)
        return
    from rich.markdown import Markdown  # noqa: PLC0415  slow to load, and only for a terminal

    desk.screen.draw(Markdown(text, hyperlinks=False, code_theme="ansi_dark"))


def _python(desk: Desk, code: str) -> None:
    if not desk.screen.colour:
        desk.screen.show(code)
        return
    from rich.syntax import Syntax  # noqa: PLC0415  slow to load, and only for a terminal

    desk.screen.draw(Syntax(code, "python", theme="ansi_dark", background_color="default"))
