"""An interleaving as a table: one column per thread, a line of source per step, the values below it.

Where the columns would be too narrow to read, the same steps stand below each other, each with the
name of its thread.
"""

from __future__ import annotations

import itertools
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.box import MINIMAL, Box
from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.kata import STAGES
from grader.report.style import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from grader.report.style import Style
    from grader.verdict import Interleaving, Step

_NARROWEST = 34  # a column in which a line of Python is still readable
_CLASSIC = 80  # columns of a terminal; below it everything stands in one
_LONGEST_VALUE = 70
_SHOWN = 40  # blocks shown unless all are asked for: a screenful or two
_LONGEST_ROUND = 12  # blocks of a livelock that are looked for
_ROUNDS = 3  # from so many on it is told once
_PLAIN_BOX = Box("    \n  | \n -+ \n  | \n  | \n -+ \n  | \n    \n", ascii=True)
type Block = tuple[Step, ...]

_THREAD_COLOURS = ("blue", "magenta", "cyan", "green", "yellow")
PHRASES = {
    "read": "reads {target} = {value}",
    "write": "writes {target} = {value}",
    "call": "calls {target}",
    "acquire": "acquires {target}",
    "release": "releases {target}",
    "try": "finds {target} taken",
    "time-out": "gives up on {target}",
    "put": "puts into {target}",
    "get": "takes from {target}",
    "empty": "finds {target} empty",
    "look": "looks at {target}",
    "spin": "goes round again",
    "wait": "waits for {target}",
    "wake": "wakes {target}",
    "sleep": "sleeps {value}",
    "send": "sends on {target}",
    "recv": "receives from {target}",
    "eof": "finds {target} at its end",
    "poll": "looks whether anything is there",
    "close": "closes {target}",
    "exit": "ends",
    "kill": "kills {target}",
    "dies": "is killed",
    "start": "starts {target}",
    "join": "joins {target}",
    "finish": "ends",
    "raise": "raises {value}",
}
# legible on a light ground as on a dark one
_STYLES = {"write": "bold", "wait": "red", "raise": "red"}


def lanes(evidence: Interleaving, style: Style) -> RenderableType:
    """The table, or the list where a table would be too narrow."""
    blocks = [tuple(steps) for _, steps in groupby(evidence.steps, key=place)]
    period, again = (0, 0) if style.full else rounds(blocks)
    blocks = blocks[: len(blocks) - period * again]
    omitted = 0 if style.full else max(0, len(blocks) - _SHOWN)
    blocks = blocks[omitted:]
    parts: list[RenderableType] = []
    if omitted:
        dots = style.glyph("…", "...")
        parts.append(Text(f"{dots} {omitted} earlier steps left out; the replay shows them", style="dim"))
    before, beside, after = _split(blocks, evidence)
    columns = _columns(evidence, [step for block in beside for step in block])
    room = (style.width - 2) // max(len(columns), 1)
    if beside and style.width >= _CLASSIC and room >= _NARROWEST:
        parts += _alone("first", before) if before else []
        parts.append(_table(beside, columns, style))
        rule = Rule(style="dim", characters=style.glyph("─", "-"))
        parts += [rule, *_alone("afterwards", after)] if after else []
    else:
        parts.append(_list(blocks, evidence))
    if evidence.unordered:
        names = " and ".join(
            f"{step.thread} {step.operation}s {clean(step.target)} in line {step.line}"
            for step in evidence.unordered
        )
        parts.append(Text(f"Nothing orders these two: {names}.", style="bold red"))
    if again:
        dots = style.glyph("…", "...")
        parts.append(Text(f"{dots} and so on: these {period} go round {again} times more", style="dim"))
    return Group(*parts)


def rounds(blocks: Sequence[Block]) -> tuple[int, int]:
    """The length of the round in which ``blocks`` end, and how often it is gone again; or nothing."""
    for period in range(1, min(_LONGEST_ROUND, len(blocks) // _ROUNDS) + 1):
        last = blocks[-period:]
        rounds = 1
        while blocks[-period * (rounds + 1) : -period * rounds] == last:
            rounds += 1
        if rounds >= _ROUNDS:
            return period, rounds - 1
    return 0, 0


def _split(blocks: Sequence[Block], evidence: Interleaving) -> tuple[list[Block], list[Block], list[Block]]:
    """What one thread, ``main``, did alone before the others began and after they ended, and the rest.

    It needs no column where it stands beside nobody.
    """
    main = evidence.threads[0] if evidence.threads else ""
    others = [i for i, block in enumerate(blocks) if block[0].thread != main]
    if not others or main != "main":
        return [], list(blocks), []
    first, last = others[0], others[-1] + 1
    return list(blocks[:first]), list(blocks[first:last]), list(blocks[last:])


def _alone(when: str, blocks: Sequence[Block]) -> list[RenderableType]:
    return [Text(f"    {blocks[0][0].thread}, {when}", style="bold"), *map(_block, blocks)]


def place(step: Step) -> tuple[str, str, int]:
    """Whose step it is, and where: consecutive steps of one place are shown together."""
    return step.thread, step.path, step.line


def _columns(evidence: Interleaving, steps: Sequence[Step]) -> dict[str, str]:
    """The threads that take ``steps``, in the order in which the explorer names them, and their colours."""
    colours = itertools.cycle(_THREAD_COLOURS)
    named = {name: next(colours) for name in (*evidence.threads, *(step.thread for step in evidence.steps))}
    acting = {step.thread for step in steps}
    return {name: colour for name, colour in named.items() if name in acting}


def _table(blocks: Sequence[Block], columns: dict[str, str], style: Style) -> Table:
    box = MINIMAL if style.unicode else _PLAIN_BOX
    table = Table(box=box, border_style="dim", expand=True, show_edge=False, pad_edge=False)
    for name, colour in columns.items():
        table.add_column(Text(f"    {name}", style=f"bold {colour}"), ratio=1, overflow="fold")
    for block in blocks:
        cell = _block(block)
        table.add_row(*(cell if name == block[0].thread else "" for name in columns))
    return table


def _list(blocks: Sequence[Block], evidence: Interleaving) -> Table:
    columns = _columns(evidence, evidence.steps)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for block in blocks:
        name = block[0].thread
        grid.add_row(Text(name, style=f"bold {columns[name]}"), _block(block))
    return grid


def _block(block: Block) -> Table:
    """Consecutive steps of one thread on one line of source; a check's own source is not shown."""
    first = block[0]
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right", min_width=3)
    grid.add_column(overflow="fold")
    if PurePath(first.path).stem in STAGES:
        grid.add_row("", Text("in the check", style="dim"))
    else:
        grid.add_row(Text(str(first.line), style="dim"), Text(clean(first.source.strip()), style="bold"))
    for step in block:
        did = phrase(step)
        if did:
            grid.add_row("", Padding(Text(did, style=_STYLES.get(step.operation, "")), (0, 0, 0, 2)))
    return grid


def phrase(step: Step) -> str:
    """What the step did, in words."""
    value = step.value if len(step.value) <= _LONGEST_VALUE else step.value[: _LONGEST_VALUE - 3] + "..."
    pattern = PHRASES.get(step.operation, step.operation + " {target}")
    phrase = pattern.format(target=step.target, value=value).strip()
    if step.operation == "call" and value:
        phrase += f", gets {value}"
    if step.blocked_on:
        phrase += f", held up by {step.blocked_on}"
    return clean(phrase.replace("\n", " "))
