"""The report as a page, drawn with the style, the time-lines and the charts of `grader report`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.interview.clock import mmss
from grader.interview.course import course
from grader.interview.events import Mark
from grader.report import words
from grader.report.html import draw, source, view
from grader.report.html.page import Chapter, Facts
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.interview.playback import Frame
    from grader.interview.summary import Document, KataPart, QuestionPart
    from grader.report.html.source import Line
    from grader.report.html.view import ChapterView

_TONES = {"strong": "green", "acceptable": "yellow", "weak": "red", "not observed": "dim"}
_KINDS = {"+": "more", "-": "less", "@": "place"}
_NUMBERED = re.compile(r"^\d+\.\s+", re.MULTILINE)


@dataclass(frozen=True)
class Picture:
    """A save or a check, ready to draw; ``since`` names what the difference is to."""

    key: str
    at: str
    kind: str
    tone: str
    word: str
    verdict: Verdict | None
    stage: str
    late: bool
    sentence: str
    cause: str
    since: str
    diff: tuple[tuple[str, str], ...]
    view: ChapterView | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """A kata, ready to draw."""

    key: str
    made: KataPart
    tone: str
    spent: str
    frames: tuple[Picture, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question, ready to draw."""

    made: QuestionPart
    tone: str
    score: str
    spent: str


def html(made: Document) -> str:
    """The whole page."""
    passed = sum(kata.outcome == "passed" for kata in made.katas)
    complete = passed == len(made.katas)
    return draw(
        "interview.html.j2",
        made=made,
        passed=passed,
        tone="green" if complete else "yellow" if passed else "red",
        used=mmss(made.used),
        tones={one.name: _TONES[one.level] for one in made.rubric},
        worth={one.name: f"{sum(point.mark.worth for point in one.points):g}" for one in made.rubric},
        course=course(made),
        katas=[_part(kata, f"k{number}") for number, kata in enumerate(made.katas, start=1)],
        questions=[_asked(question) for question in made.questions],
        notes=[{"at": mmss(note.used), "text": note.text, "private": note.private} for note in made.notes],
    )


def _part(kata: KataPart, key: str) -> Part:
    last = next((frame for frame in reversed(kata.frames) if frame.report), None)
    tone = words.colour(Verdict(last.verdict)) if last else "dim"
    since = ["the starter", *(mmss(frame.used) for frame in kata.frames)]
    return Part(
        key=key,
        made=kata,
        tone="green" if kata.outcome.startswith("passed") else tone,
        spent=mmss(kata.seconds),
        frames=tuple(
            _picture(kata, frame, f"{key}-f{number}", since[number - 1])
            for number, frame in enumerate(kata.frames, start=1)
        ),
        asked=tuple(" ".join(one.split()) for one in _NUMBERED.split(kata.follow_ups) if one.strip()),
    )


def _picture(kata: KataPart, frame: Frame, key: str, since: str) -> Picture:
    verdict = Verdict(frame.verdict) if frame.report else None
    facts = Facts(kata.id, kata.title, kata.level, kata.minutes, kata.topics)
    chapter = Chapter(facts=facts, report=frame.report, source=frame.source)
    return Picture(
        key=key,
        at=mmss(frame.used),
        kind=frame.kind,
        tone=words.colour(verdict) if verdict else "dim",
        word=words.name(verdict) if verdict else frame.verdict or frame.kind,
        verdict=verdict,
        stage=frame.stage,
        late=frame.late,
        sentence=frame.sentence,
        cause=frame.cause,
        since=since,
        diff=tuple((_KINDS.get(line[:1], ""), line) for line in frame.diff.splitlines()),
        view=view.chapter(chapter, key) if frame.report else None,
        lines=source.whole(frame.source, {}),
    )


def _asked(question: QuestionPart) -> Asked:
    marks = [Mark(point.mark).worth for point in question.points if point.mark]
    share = sum(marks) / len(marks) if marks else 0.0
    tone = "dim" if not marks else "green" if share >= 0.75 else "yellow" if share >= 0.5 else "red"  # noqa: PLR2004  as the rubric's rule
    score = f"{sum(marks):g} of {len(question.points)}" if marks else "not scored"
    return Asked(question, tone, score, mmss(question.seconds))
