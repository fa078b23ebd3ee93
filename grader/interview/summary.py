"""What is to be said of an interview: one document, which every renderer and every machine gets.

The form has a number, as that of `grader check --json` has; `schema` gives it as a JSON Schema.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  msgspec resolves the annotation at run time
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from grader.interview.advice import Practice, Reading, practice, reading, strengths
from grader.interview.bank import FollowUp, Reference  # noqa: TC001  the same
from grader.interview.events import Hinted, Mark, Noted, Paused, Resumed
from grader.interview.playback import Frame, frames
from grader.interview.rubric import RULE, Competency, in_time, rubric
from grader.interview.session import follow_ups
from grader.report import words
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from grader.interview.bank import Question
    from grader.interview.log import Moment
    from grader.interview.session import Material
    from grader.interview.state import Standing
    from grader.kata import Kata

VERSION = 1


class HintTaken(Struct, frozen=True):
    """A hint, and when it was taken."""

    used: float
    text: str


class KataPart(Struct, frozen=True, kw_only=True):
    """One kata of the interview; ``outcome`` is passed, passed late, or the last verdict."""

    id: str
    title: str
    level: int
    minutes: int
    topics: tuple[str, ...]
    began: float
    seconds: float
    outcome: str
    hints: tuple[HintTaken, ...]
    frames: tuple[Frame, ...]
    follow_ups: str


class PointOfAnswer(Struct, frozen=True):
    """A point that a strong answer makes; ``mark`` is empty where nobody scored it."""

    text: str
    mark: str = ""


class QuestionPart(Struct, frozen=True, kw_only=True):
    """One question of the interview."""

    id: str
    ask: str
    level: int
    topics: tuple[str, ...]
    began: float
    seconds: float
    answer: str
    points: tuple[PointOfAnswer, ...]
    acceptable: str
    weak: str
    follow_ups: tuple[FollowUp, ...]
    references: tuple[Reference, ...]


class Note(Struct, frozen=True):
    """A note, and when."""

    used: float
    text: str
    private: bool = False


class Stop(Struct, frozen=True):
    """The clock stood: ``why`` is pause or interruption."""

    used: float
    seconds: float
    why: str


class Document(Struct, frozen=True, kw_only=True):
    """The report of one interview; times are seconds of the session, pauses not counted."""

    version: int = VERSION
    number: int
    began: datetime
    minutes: int
    level: int
    topics: tuple[str, ...]
    seed: int
    interviewer: bool
    finished: bool
    used: float
    remarks: tuple[str, ...]
    stops: tuple[Stop, ...]
    katas: tuple[KataPart, ...]
    questions: tuple[QuestionPart, ...]
    not_reached: int
    notes: tuple[Note, ...]
    rule: str = RULE
    rubric: tuple[Competency, ...]
    strengths: tuple[str, ...]
    practise: tuple[Practice, ...]
    read: tuple[Reading, ...]


def document(material: Material, standing: Standing, *, passed: Collection[str], private: bool) -> Document:
    """The report.

    ``passed`` are the katas that the learner has passed at all; private notes are told where ``private``.
    """
    plan = standing.plan
    katas = [
        _kata(material, standing, material.catalogue.find(item.id))
        for item in plan.items
        if item.kind == "kata" and item.id in standing.reached
    ]
    asked = [
        material.bank[item.id]
        for item in plan.items
        if item.kind == "question" and item.id in standing.reached and item.id in material.bank
    ]
    made = rubric(standing, material.catalogue, material.bank)
    notes = [(m.used, m.event) for m in standing.moments if isinstance(m.event, Noted)]
    end = standing.finished
    return Document(
        number=standing.number,
        began=standing.began,
        minutes=plan.minutes,
        level=plan.level,
        topics=plan.topics,
        seed=plan.seed,
        interviewer=plan.interviewer,
        finished=end is not None,
        used=end.used if end else standing.moments[-1].used,
        remarks=plan.remarks,
        stops=_stops(standing),
        katas=tuple(katas),
        questions=tuple(_question(standing, question) for question in asked),
        not_reached=len(plan.items) - len(standing.reached),
        notes=tuple(Note(used, n.text, n.private) for used, n in notes if private or not n.private),
        rubric=made,
        strengths=strengths(standing, made),
        practise=practice(standing, material.catalogue, asked, passed=passed),
        read=reading(standing, asked),
    )


def encode(made: Document) -> str:
    """The document as JSON."""
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    made = msgspec.json.schema(Document)
    for definition in made["$defs"].values():
        if "description" in definition:  # Python before 3.13 keeps the indentation of docstrings
            definition["description"] = cleandoc(definition["description"])
    return made


def outcome(standing: Standing, kata: str) -> str:
    """How a kata ended, in a word or two."""
    checks = [check for check in standing.checks_of(kata) if check.report]
    passes = [check for check in checks if check.report and check.report.verdict is Verdict.PASSED]
    if passes:
        return "passed" if in_time(standing, passes[0]) else "passed late"
    last = checks[-1].report if checks else None
    return words.name(last.verdict) if last else "not checked"


def _span(standing: Standing, item: str) -> tuple[float, float]:
    began = standing.reached[item]
    return began, standing.left.get(item, standing.moments[-1].used) - began


def _kata(material: Material, standing: Standing, kata: Kata) -> KataPart:
    began, seconds = _span(standing, kata.id)
    manifest = kata.manifest
    return KataPart(
        id=kata.id,
        title=manifest.title,
        level=manifest.level,
        minutes=manifest.minutes,
        topics=manifest.topics,
        began=began,
        seconds=seconds,
        outcome=outcome(standing, kata.id),
        hints=tuple(
            HintTaken(m.used, f"{m.event.number}: {m.event.title}")
            for m in standing.moments
            if isinstance(m.event, Hinted) and m.event.kata == kata.id
        ),
        frames=frames(material, standing, kata),
        follow_ups=follow_ups(kata),
    )


def _question(standing: Standing, question: Question) -> QuestionPart:
    began, seconds = _span(standing, question.id)
    marks = [standing.mark(question.point(index)) for index in range(len(question.strong))]
    return QuestionPart(
        id=question.id,
        ask=question.ask,
        level=question.level,
        topics=question.topics,
        began=began,
        seconds=seconds,
        answer=standing.answer_to(question.id),
        points=tuple(
            PointOfAnswer(text, _word(mark)) for text, mark in zip(question.strong, marks, strict=True)
        ),
        acceptable=question.acceptable,
        weak=question.weak,
        follow_ups=question.follow_ups,
        references=question.references,
    )


def _word(mark: Mark | None) -> str:
    return mark.value if mark else ""


def _stops(standing: Standing) -> tuple[Stop, ...]:
    found = []
    paused: Moment | None = None
    for moment in standing.moments:
        if isinstance(moment.event, Paused):
            paused = moment
        elif isinstance(moment.event, Resumed):
            if paused:
                found.append(Stop(paused.used, (moment.at - paused.at).total_seconds(), "pause"))
            elif moment.event.interrupted:
                found.append(Stop(moment.used, moment.event.away, "interruption"))
            paused = None
    return tuple(found)
