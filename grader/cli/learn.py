"""`grader start`, `hint`, `reset` and `solution`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import KataError, UsageError
from grader.hints import hints
from grader.history import Kind, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.desk import Desk


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


def hint(desk: Desk, word: str | None, *, again: bool) -> None:
    """Show one hint more, or those seen so far."""
    kata = desk.kata(word)
    every = hints(kata)
    seen = sum(entry.kind is Kind.HINT for entry in desk.history.entries(kata.id))
    if again or seen >= len(every):
        shown = every[:seen]
        if not shown:
            raise UsageError(
                f"no hint of {kata.id[:6]} has been shown yet; `grader hint {kata.id[:6]}` shows one"
            )
        rest = len(every) - len(shown)
    else:
        desk.history.record(kata.id, Kind.HINT)
        shown = every[seen : seen + 1]
        rest = len(every) - seen - 1
    text = "\n\n".join(f"## Hint {h.number} of {h.of}: {h.title}\n\n{h.body}" for h in shown)
    _markdown(desk, text)
    more = (
        f"`grader hint {kata.id[:6]}` shows the next of {rest} more."
        if rest
        else (f"That was the last; `grader solution {kata.id[:6]} --give-up` shows the answer.")
    )
    desk.screen.show(f"\n{more}")


def reset(desk: Desk, word: str) -> None:
    """Back the attempt up and make a new one.

    Raises:
        UsageError: there is no attempt.
    """
    kata = desk.catalogue.find(word)
    if not kata.attempt.exists():
        raise UsageError(
            f"{desk.place(kata.attempt)}: no attempt to reset; `grader start {kata.id[:6]}` makes one"
        )
    starter = kata.starter.read_bytes()
    desk.history.record(kata.id, Kind.RESET, path=kata.attempt, source=kata.attempt.read_bytes())
    kept = desk.history.back_up(kata.attempt, kata.id)
    with kata.attempt.open("xb") as file:
        file.write(starter)
    desk.screen.show(
        f"{desk.place(kata.attempt)} is the starter again.\n"
        f"  yours    {desk.place(kept)}\n"
        f"  then     grader check {kata.id[:6]}"
    )


def solution(desk: Desk, word: str | None, *, give_up: bool) -> None:
    """Show the reference and the debrief.

    Raises:
        UsageError: the kata has not been passed, and nobody gave up.
    """
    kata = desk.kata(word)
    status = statuses(desk.history.entries(kata.id)).get(kata.id)
    if not give_up and not (status and (status.passed or status.gave_up)):
        raise UsageError(
            f"{kata.id[:6]} is not passed yet; `grader check {kata.id[:6]}` judges your attempt, "
            f"`grader hint {kata.id[:6]}` helps, `grader solution {kata.id[:6]} --give-up` shows the answer"
        )
    code, debrief = _text(kata.reference), _text(kata.debrief)
    desk.history.record(kata.id, Kind.SOLUTION)
    _python(desk, code)
    desk.screen.show("")
    _markdown(desk, debrief)
    others = [path for path in kata.right_answers if path != kata.reference]
    if others:
        desk.screen.show("\nOther right answers:\n" + "\n".join(f"  {desk.place(path)}" for path in others))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KataError(f"{path}: {error}") from error


def _markdown(desk: Desk, text: str) -> None:
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
