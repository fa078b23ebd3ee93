"""The course of an interview: what was asked when, each check, hint, pause and note, in one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.interview.clock import mmss
from grader.report import words
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.interview.summary import Document

_WIDTH = 1000.0


@dataclass(frozen=True)
class Stretch:
    """What was asked for how long; ``kind`` is kata or question."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Dot:
    """A check (big) or a save."""

    x: float
    tone: str
    big: bool


@dataclass(frozen=True)
class Entry:
    """A line of the list below; ``href`` is the picture that shows it."""

    used: float
    at: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Course:
    """All of it, in a thousand units of width; ``end`` is where the time was over, if it was."""

    spans: tuple[Stretch, ...]
    marks: tuple[Dot, ...]
    lines: tuple[Entry, ...]
    end: float | None
    last: str


def course(made: Document) -> Course:
    """The course of the interview that ``made`` reports."""
    whole, allowed = max(made.used, 1.0), made.minutes * 60.0

    def x(used: float) -> float:
        return round(used / whole * _WIDTH, 1)

    spans, marks, lines = [], [], []
    for question in made.questions:
        spans.append(Stretch("question", x(question.began), max(x(question.seconds) - 2, 2.0)))
        lines.append(_entry(question.began, f"Question: {question.ask}"))
    for number, kata in enumerate(made.katas, start=1):
        spans.append(Stretch("kata", x(kata.began), max(x(kata.seconds) - 2, 2.0)))
        lines.append(_entry(kata.began, f"Kata: {kata.title}", f"k{number}"))
        lines += [_entry(hint.used, f"Hint {hint.text}") for hint in kata.hints]
        for at, frame in enumerate(kata.frames, start=1):
            verdict = Verdict(frame.verdict) if frame.report else None
            marks.append(Dot(x(frame.used), words.colour(verdict) if verdict else "dim", verdict is not None))
            if frame.kind == "checked":
                word = words.name(verdict) if verdict else frame.verdict
                lines.append(_entry(frame.used, f"Check: {word}", f"k{number}-f{at}"))
    lines += [_entry(stop.used, f"{stop.why.capitalize()} of {mmss(stop.seconds)}") for stop in made.stops]
    lines.sort(key=lambda line: line.used)
    return Course(
        spans=tuple(spans),
        marks=tuple(sorted(marks, key=lambda mark: mark.big)),
        lines=tuple(lines),
        end=x(allowed) if allowed < whole else None,
        last=mmss(whole),
    )


def _entry(used: float, text: str, href: str = "") -> Entry:
    return Entry(used, mmss(used), text, href)
