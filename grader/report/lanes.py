"""An interleaving as a table: one column per thread, a line of source per step, the values below it.

Where the columns would be too narrow to read, the same steps stand below each other, each with the
name of its thread.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.box import MINIMAL, Box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.report.style import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from grader.report.style import Style
    from grader.verdict import Interleaving, Step

_NARROWEST = 34  # a column in which a line of Python is still readable
_LONGEST_VALUE = 70
_SHOWN = 40  # blocks shown unless all are asked for: a screenful or two
_PLAIN_BOX = Box("    \n  | \n -+ \n  | \n  | \n -+ \n  | \n    \n", ascii=True)
_THREAD_COLOURS = ("blue", "magenta", "cyan", "green", "yellow")
_PHRASES = {
    "read": "reads {target} = {value}",
    "write": "writes {target} = {value}",
    "call": "calls {target}",
    "acquire": "acquires {target}",
    "release": "releases {target}",
    "wait": "waits for {target}",
    "wake": "wakes {target}",
    "sleep": "sleeps {value}",
    "start": "starts {target}",
    "join": "joins {target}",
    "finish": "ends",
    "raise": "raises {value}",
}
_COLOURS = {"read": "cyan", "write": "yellow", "wait": "red", "raise": "red"}


def lanes(evidence: Interleaving, style: Style) -> RenderableType:
    """The table, or the list where a table would be too narrow."""
    blocks = [tuple(steps) for _, steps in groupby(evidence.steps, key=_place)]
    omitted = 0 if style.full else max(0, len(blocks) - _SHOWN)
    blocks = blocks[omitted:]
    colours = {name: _THREAD_COLOURS[i % len(_THREAD_COLOURS)] for i, name in enumerate(_columns(evidence))}
    room = (style.width - 2) // max(len(colours), 1)
    many_files = len({step.path for step in evidence.steps}) > 1
    draw = _table if style.width >= 80 and room >= _NARROWEST else _list  # noqa: PLR2004  the classic terminal
    drawn = draw(blocks, colours, style, many_files=many_files)
    if not omitted:
        return drawn
    dots = style.glyph("…", "...")
    return Group(Text(f"{dots} {omitted} earlier steps left out; the replay shows them", style="dim"), drawn)


def _place(step: Step) -> tuple[str, str, int]:
    return step.thread, step.path, step.line


def _columns(evidence: Interleaving) -> tuple[str, ...]:
    """The threads that take a step, in the order in which the explorer names them."""
    acting = {step.thread for step in evidence.steps}
    named = [name for name in evidence.threads if name in acting]
    return tuple(dict.fromkeys([*named, *(step.thread for step in evidence.steps)]))


def _table(
    blocks: Sequence[tuple[Step, ...]], colours: dict[str, str], style: Style, *, many_files: bool
) -> Table:
    box = MINIMAL if style.unicode else _PLAIN_BOX
    table = Table(box=box, border_style="dim", expand=True, show_edge=False, pad_edge=False)
    for name, colour in colours.items():
        table.add_column(Text(f"    {name}", style=f"bold {colour}"), ratio=1, overflow="fold")
    for block in blocks:
        cell = _block(block, style, many_files=many_files)
        table.add_row(*(cell if name == block[0].thread else "" for name in colours))
    return table


def _list(
    blocks: Sequence[tuple[Step, ...]], colours: dict[str, str], style: Style, *, many_files: bool
) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for block in blocks:
        name = block[0].thread
        grid.add_row(Text(name, style=f"bold {colours[name]}"), _block(block, style, many_files=many_files))
    return grid


def _block(block: tuple[Step, ...], style: Style, *, many_files: bool) -> Table:
    """Consecutive steps of one thread on one line of source."""
    first = block[0]
    where = f"{style.place(first.path).rsplit('/', 1)[-1]}:{first.line}" if many_files else str(first.line)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right", min_width=3)
    grid.add_column(overflow="fold")
    source = clean(first.source.strip())
    if source:
        grid.add_row(Text(where, style="dim"), Text(source, style="bold"))
    for step in block:
        phrase = _phrase(step)
        if phrase:
            grid.add_row("", Padding(Text(phrase, style=_COLOURS.get(step.operation, "")), (0, 0, 0, 2)))
    return grid


def _phrase(step: Step) -> str:
    """What the step did, in words."""
    value = step.value if len(step.value) <= _LONGEST_VALUE else step.value[: _LONGEST_VALUE - 3] + "..."
    pattern = _PHRASES.get(step.operation, step.operation + " {target}")
    phrase = pattern.format(target=step.target, value=value).strip()
    if step.operation == "call" and value:
        phrase += f", gets {value}"
    if step.blocked_on:
        phrase += f", held up by {step.blocked_on}"
    return clean(phrase.replace("\n", " "))
