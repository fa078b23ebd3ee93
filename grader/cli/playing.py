"""`grader play`: the person is the scheduler, and tries to break the code step by step."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from grader.cli.keys import Keyboard, keyboard_of, single_keys
from grader.errors import UsageError
from grader.history import Kind
from grader.kata import STAGES
from grader.play import Game
from grader.report import words
from grader.report.lanes import lanes
from grader.report.plain import step
from grader.report.style import clean, paint
from grader.submission import read
from grader.verdict import Interleaving, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from grader.cli.desk import Desk
    from grader.kata import Kata
    from grader.protocol import Choice, Position, Standing

_CLEAR = "\x1b[H\x1b[2J"
_DIGITS = 10
_LEAVE = {"q", "\x03", "\x04", ""}


def play(desk: Desk, word: str | None, check: str | None, file: Path | None, *, only_list: bool) -> int:
    """Play a scenario until the person leaves; 0.

    Raises:
        UsageError: there is nothing to play.
    """
    kata = desk.kata(word)
    path = (desk.cwd / file).resolve() if file else kata.attempt
    if file is None and not path.is_file():
        raise UsageError(f"{desk.place(path)}: no attempt yet; `grader start {kata.id[:6]}` makes one")
    submission = read(kata, path)
    with Game(kata, submission) as asked:
        scenarios = asked.scenarios
    if only_list:
        for name, sentence in scenarios.items():
            desk.screen.show(f"{name}\n  {sentence}")
        return 0
    keyboard = keyboard_of(desk.screen.keyboard)
    if keyboard is None:
        raise UsageError("there is no keyboard to play with; call it from a terminal, or pipe keys into it")
    last = _failed_last(desk, kata, scenarios)
    candidates = [check] if check else [*([last] if last else []), *scenarios]
    for chosen in candidates:
        with Game(kata, submission, chosen) as game:
            if chosen is not candidates[-1] and not game.after(()).choices:
                continue  # one thread alone: nothing to choose
            with single_keys(keyboard):
                found = _loop(desk, game, keyboard, chosen)
            break
    if found is not None:
        note = found.result.replay if found.result else ""
        desk.history.record(kata.id, Kind.PLAY, path=path, source=submission.data, note=note)
        option = "" if file is None else f" --file {desk.place(path)}"
        desk.screen.show(f"\nShow it in a report: grader replay {kata.id[:6]} '{note}'{option}")
    return 0


def _failed_last(desk: Desk, kata: Kata, scenarios: dict[str, str]) -> str:
    """The scenario that the newest report says was broken."""
    for entry in reversed(desk.history.entries(kata.id)):
        report = desk.history.judgement(entry.number) if entry.verdict is not None else None
        if report is not None:
            checks = report.deciding.checks if report.deciding else ()
            return next((c.check for c in checks if c.replay and c.check in scenarios), "")
    return ""


def _loop(desk: Desk, game: Game, keyboard: Keyboard, check: str) -> Position | None:
    """Until the person leaves: the last position that broke the code, if one did."""
    made: list[int] = []
    keys = _keys(keyboard)
    broken: Position | None = None
    shown = 0
    while True:
        position = game.after(tuple(made))
        made = list(position.made)
        if position.result is not None and position.result.verdict is not Verdict.PASSED:
            broken = position
        shown = _show(desk, position, game.scenarios[check], shown)
        while not _apply(key := next(keys), made, position):
            if key in _LEAVE:
                return broken
            desk.screen.say("No such key now.")


def _keys(keyboard: Keyboard) -> Iterator[str]:
    while True:
        yield from keyboard.read()


def _apply(key: str, made: list[int], position: Position) -> bool:
    """Change the choices as the key says; False if it says nothing here."""
    choices = _numbered(position)
    if key == "u" and made:
        made.pop()
    elif key == "r":
        made.clear()
    elif key == "a" and position.choices:
        made.append(position.choices[0].code)
    elif key in choices:
        made.append(choices[key].code)
    else:
        return False
    return True


def _numbered(position: Position) -> dict[str, Choice]:
    """The choices by their keys: a digit for a thread, a letter for a time-out, a death, the tenth thread."""
    letters = iter("bcdefghijklmnopstvwxyz")
    return {
        str(c.number) if c.kind == "step" and c.number < _DIGITS else next(letters): c
        for c in position.choices
    }


def _show(desk: Desk, position: Position, sentence: str, before: int) -> int:
    """Show the position; the number of steps shown so far."""
    screen = desk.screen
    if screen.plain or not (screen.live and screen.out.isatty()):
        if not before and not position.made:
            screen.show(f"You are the scheduler. {sentence} Find an order of steps that breaks it.")
            screen.show("Where only one can go on, it does.\n")
        for line in _in_words(position, before if position.made else 0):
            screen.show(line)
        return len(position.steps)
    screen.out.write(_CLEAR)
    style = screen.style(str(desk.cwd))
    screen.show(paint(Group(*_drawn(desk, position, sentence)), style))
    return len(position.steps)


def _drawn(desk: Desk, position: Position, sentence: str) -> Iterator[RenderableType]:
    style = desk.screen.style(str(desk.cwd))
    yield Text("You are the scheduler.", style="bold").append(f"  {clean(sentence)}", "default")
    yield Text("Find an order of steps that breaks it. Where only one can go on, it does.", style="dim")
    yield ""
    if position.steps:
        yield lanes(Interleaving(position.threads, position.steps, ""), style)
        yield ""
    if position.result is not None:
        verdict = position.result.verdict
        mark = words.mark(verdict, unicode=style.unicode)
        yield Text(f"{mark} {_ended(position)}", style=f"bold {words.colour(verdict)}")
    keys = {(choice.thread, choice.kind): key for key, choice in _numbered(position).items()}
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, justify="right", style="bold")
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for standing in position.standing:
        key = keys.get((standing.thread, "step"), "")
        grid.add_row(key, clean(standing.thread), Text(_stands(standing), style="" if key else "dim"))
    for choice in position.choices:
        if choice.kind != "step":
            grid.add_row(keys[choice.thread, choice.kind], clean(choice.thread), _event(choice))
    yield grid
    yield ""
    yield Text(_help(position, dot=style.glyph(" · ", " | ")), style="dim")


def _help(position: Position, dot: str) -> str:
    keys = ["digit: a step of that thread", "a: the thread goes on"] if position.choices else []
    return dot.join([*keys, "u: one step back", "r: begin again", "q: leave"])


def _in_words(position: Position, before: int) -> Iterator[str]:
    """The new steps, and what can be chosen."""
    for number, one in enumerate(position.steps[before:], before + 1):
        yield step(number, (one,))
    if position.result is not None:
        yield _ended(position)
    keys = {(choice.thread, choice.kind): key for key, choice in _numbered(position).items()}
    for standing in position.standing:
        key = keys.get((standing.thread, "step"), "")
        yield f"{f'Key {key}: ' if key else ''}{clean(standing.thread)} {_stands(standing)}."
    for choice in position.choices:
        if choice.kind != "step":
            yield f"Key {keys[choice.thread, choice.kind]}: {clean(choice.thread)}, {_event(choice)}."
    yield f"{_help(position, dot='; ')}."


def _ended(position: Position) -> str:
    result = position.result
    if result is None:
        return ""
    if result.verdict is Verdict.PASSED:
        return f"It held: {result.rests_on}. u takes a step back."
    return f"You broke it, {words.name(result.verdict)}: {clean(result.cause)}"


def _stands(standing: Standing) -> str:
    """Where a thread is, and what it waits for."""
    where = f"line {standing.line}  {clean(standing.source)}" if standing.line else ""
    if PurePath(standing.path).stem in STAGES:
        where = "in the check"
    match standing.state:
        case "ended":
            return "has ended"
        case "new":
            return "has not begun"
        case "sleeps":
            return f"sleeps, {where}"
        case "waits":
            held = f", which {clean(standing.holder)} has" if standing.holder else ""
            held = "" if standing.holder in standing.resource.split() else held
            return f"waits for {clean(standing.resource)}{held}, {where}".rstrip(", ")
    return f"is {where if where == 'in the check' else 'at ' + where}" if where else "is in the library"


def _event(choice: Choice) -> str:
    return "its time is up" if choice.kind == "fires" else "its process is killed"
