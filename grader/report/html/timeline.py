"""An interleaving as a time-line to step through: its lanes, its blocks, and the source it goes through."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from grader.report.html import source as code
from grader.report.html.states import Lane, own_line, packed, states, waiting
from grader.report.html.text import phrase, shown, spoken
from grader.report.lanes import place, rounds
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.report.html.source import Line
    from grader.verdict import Interleaving, Step, Wait

_MOST_COLUMNS = 3  # beside the panel; more threads stand below each other, each set in a little further
_COLOURS = 7
_TONES = {
    "read": "read", "write": "write", "raise": "fail", "dies": "fail", "wait": "wait", "try": "wait",
    "time-out": "wait", "empty": "wait", "acquire": "take", "release": "give",
}  # fmt: skip


@dataclass(frozen=True)
class Move:
    """A step, the ``number``-th."""

    number: int
    tone: str
    words: Markup
    spoken: str


@dataclass(frozen=True)
class Block:
    """Steps of one thread on one line; ``line`` is 0 inside the check, whose source is not shown."""

    lane: Lane
    line: int
    code: Markup
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Timeline:
    """What the template draws; ``payload`` is for the script."""

    key: str
    columns: int
    lanes: tuple[Lane, ...]
    blocks: tuple[Block, ...]
    end: Move | None
    stuck: tuple[str, ...]
    excerpt: tuple[Line, ...]
    unordered: str
    colours: dict[str, int]
    payload: dict[str, Any]
    kind: str = field(default="timeline", init=False)


def of(
    key: str, evidence: Interleaving, waits: Sequence[Wait], verdict: Verdict, source: tuple[Line, ...]
) -> Timeline:
    """The time-line of ``evidence``; ``source`` are the lines of the submission, where they are known."""
    lanes, columns = _lanes(evidence)
    groups = [tuple(group) for _, group in groupby(evidence.steps, key=place)]
    period, again = rounds(groups)
    groups = groups[: len(groups) - period * again]
    told = tuple(step for group in groups for step in group)
    blocks = []
    number = 0
    for steps in groups:
        moves = tuple(
            Move(number + at, _TONES.get(step.operation, ""), phrase(step), spoken(step))
            for at, step in enumerate(steps, start=1)
        )
        number += len(steps)
        line = own_line(steps[0])
        shown_code = code.one(steps[0].source) if line else Markup()
        blocks.append(Block(lanes[steps[0].thread], line, shown_code, moves))
    said = _ending(verdict, waits, again)
    end = Move(number + 1, "fail", Markup("{}").format(shown(said)), shown(said)) if said else None
    return Timeline(
        key=key,
        columns=columns,
        lanes=tuple(lanes.values()),
        blocks=tuple(blocks),
        end=end,
        stuck=tuple(shown(f"{wait.waiter} {waiting(wait)}") for wait in waits) if end else (),
        excerpt=_excerpt(evidence.steps, source),
        unordered=_unordered(evidence),
        colours=colours(evidence),
        payload={"steps": packed(states(told, lanes, waits, said))},
    )


def touched(steps: Sequence[Step]) -> dict[int, tuple[str, ...]]:
    """Which threads came to which line of the submission."""
    found: dict[int, dict[str, None]] = {}
    for step in steps:
        if own_line(step):
            found.setdefault(step.line, {})[step.thread] = None
    return {line: tuple(threads) for line, threads in found.items()}


def colours(evidence: Interleaving) -> dict[str, int]:
    """A colour for each thread, the same throughout a page; the main thread has the quiet one."""
    names = dict.fromkeys((*evidence.threads, *(step.thread for step in evidence.steps)))
    others = [name for name in names if name != "main"]
    return {name: 0 if name == "main" else others.index(name) % _COLOURS + 1 for name in names}


def _lanes(evidence: Interleaving) -> tuple[dict[str, Lane], int]:
    """The threads that act, and in how many columns.

    The main thread has none where it acts only before the others begin and after they ended.
    """
    acting = {step.thread for step in evidence.steps}
    palette = colours(evidence)
    order = [name for name in palette if name in acting]
    who = [step.thread for step in evidence.steps]
    others = [at for at, name in enumerate(who) if name != "main"]
    aside = bool(others) and "main" not in who[others[0] : others[-1]]
    own = [name for name in order if not (aside and name == "main")]
    lanes = {name: Lane(name, palette[name], own.index(name) + 1 if name in own else 0) for name in order}
    return lanes, len(own) if len(own) <= _MOST_COLUMNS else 0


def _ending(verdict: Verdict, waits: Sequence[Wait], again: int) -> str:
    if again:
        return f"And so on: the same round {again} times more, and nobody gets on."
    if verdict is Verdict.LIVELOCK:
        return "And so on, for ever: nobody gets on."
    if verdict is Verdict.DEADLOCK or waits:
        return "Nobody can go on."
    return ""


def _excerpt(steps: Sequence[Step], source: tuple[Line, ...]) -> tuple[Line, ...]:
    lines = {own_line(step): step.source for step in steps if own_line(step)}
    if source:
        return code.excerpt(source, lines.keys())
    return code.lacking(lines)


def _unordered(evidence: Interleaving) -> str:
    if not evidence.unordered:
        return ""
    names = " and ".join(
        f"{step.thread} {step.operation}s {step.target} in line {step.line}" for step in evidence.unordered
    )
    return f"Nothing orders these two: {names}."
