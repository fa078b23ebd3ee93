"""Several interviews side by side: how they went, by competency and by topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.interview.bank import COMPETENCIES
from grader.interview.clock import mmss
from grader.interview.events import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.interview.summary import Document

type Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Part:
    """A table: a name and a cell per interview in each row."""

    title: str
    rows: tuple[Row, ...]


def compared(documents: Sequence[Document]) -> tuple[Part, ...]:
    """How they went, their competencies, and the topics that they share first."""
    facts: tuple[Row, ...] = (
        ("when", tuple(made.began.strftime("%Y-%m-%d") for made in documents)),
        ("minutes, level", tuple(f"{made.minutes}, {made.level}" for made in documents)),
        ("time used", tuple(mmss(made.used) for made in documents)),
        ("katas passed", tuple(_passed(made) for made in documents)),
        ("checks", tuple(str(_checks(made)) for made in documents)),
        ("hints", tuple(str(sum(len(kata.hints) for kata in made.katas)) for made in documents)),
    )
    levels: list[Row] = []
    for name in COMPETENCIES:
        cells = (next((c.level for c in made.rubric if c.name == name), "") for made in documents)
        levels.append((name, tuple(cells)))
    by_topic = [topics(made) for made in documents]
    names = sorted({name for found in by_topic for name in found})
    names.sort(key=lambda name: -sum(name in found for found in by_topic))
    rows = [
        (name, tuple(f"{found[name]:.0%}" if name in found else "" for found in by_topic)) for name in names
    ]
    return Part("interview", facts), Part("competency", tuple(levels)), Part("topic", tuple(rows))


def topics(made: Document) -> dict[str, float]:
    """Of each topic, the share that was right: katas passed, points of answers seen."""
    worth: dict[str, list[float]] = {}
    for kata in made.katas:
        for topic in kata.topics:
            worth.setdefault(topic, []).append(float(kata.outcome == "passed"))
    for question in made.questions:
        marks = [Mark(point.mark).worth for point in question.points if point.mark]
        if marks:
            for topic in question.topics:
                worth.setdefault(topic, []).append(sum(marks) / len(marks))
    return {topic: sum(shares) / len(shares) for topic, shares in worth.items()}


def _passed(made: Document) -> str:
    return f"{sum(kata.outcome == 'passed' for kata in made.katas)} of {len(made.katas)}"


def _checks(made: Document) -> int:
    return sum(frame.kind == "checked" for kata in made.katas for frame in kata.frames)
