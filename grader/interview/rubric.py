"""The rubric: five competencies, each with points that were observed or not, and one rule to sum them up.

Points come from three sides: the judge's verdicts, the points of a question's strong answer, and what a
person saw (``rubric.toml``). A point that nobody looked at counts for nothing.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from grader.interview.bank import COMPETENCIES
from grader.interview.events import Mark
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grader.interview.bank import Question
    from grader.interview.state import Check, Standing
    from grader.kata import Catalogue, Kata
    from grader.verdict import Report

RULE = (
    "A point that was seen counts 1, partly ½, missed 0; points that nobody looked at count nothing. "
    "Of the points looked at, strong is three quarters or more, acceptable a half or more, weak less. "
    "Fewer than two points are no observation."
)
_STRONG, _ACCEPTABLE, _FEWEST = 0.75, 0.5, 2
_MENDED_SOON = 2  # checks after the first that showed the fault
_UNDECIDED = {Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR, Verdict.SKIPPED}
_BY_SCHEDULE = {Verdict.RACE, Verdict.DEADLOCK, Verdict.LIVELOCK}


class Observable(Struct, frozen=True, forbid_unknown_fields=True):
    """A point that a person looks for."""

    key: str
    competency: str
    text: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    point: tuple[Observable, ...]


class Point(Struct, frozen=True):
    """A point and what was observed; ``by`` is judge, candidate or interviewer."""

    text: str
    mark: Mark
    by: str
    about: str = ""


class Competency(Struct, frozen=True):
    """One competency: ``level`` is strong, acceptable, weak or not observed; ``share`` of the points."""

    name: str
    level: str
    share: float
    points: tuple[Point, ...]


def observables(path: Path = Path(__file__).parent / "rubric.toml") -> tuple[Observable, ...]:
    """What a person looks for."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).point


def rubric(standing: Standing, catalogue: Catalogue, bank: Mapping[str, Question]) -> tuple[Competency, ...]:
    """The five competencies, as far as they were observed."""
    points: dict[str, list[Point]] = {name: [] for name in COMPETENCIES}
    for item in standing.plan.items:
        if item.id not in standing.reached:
            continue
        if item.kind == "kata":
            for name, point in judged(standing, catalogue.find(item.id)):
                points[name].append(point)
        elif item.id in bank:
            question = bank[item.id]
            points[question.competency] += answered(standing, question)
    for observable in observables():
        scored = standing.scores.get(observable.key)
        if scored:
            points[observable.competency].append(Point(observable.text, scored.mark, scored.by))
    return tuple(summed_up(name, points[name]) for name in COMPETENCIES)


def summed_up(name: str, points: Iterable[Point]) -> Competency:
    """The rule."""
    points = tuple(points)
    if len(points) < _FEWEST:
        return Competency(name, "not observed", 0.0, points)
    share = sum(point.mark.worth for point in points) / len(points)
    level = "strong" if share >= _STRONG else "acceptable" if share >= _ACCEPTABLE else "weak"
    return Competency(name, level, share, points)


def answered(standing: Standing, question: Question) -> list[Point]:
    """The points of an answer that somebody scored."""
    found = []
    for index, text in enumerate(question.strong):
        scored = standing.scores.get(question.point(index))
        if scored:
            found.append(Point(text, scored.mark, scored.by, question.id))
    return found


def judged(standing: Standing, kata: Kata) -> list[tuple[str, Point]]:
    """What the verdicts on one kata say; an undecided one is held against nobody."""
    checks = [c for c in standing.checks_of(kata.id) if c.report and c.report.verdict not in _UNDECIDED]
    own = [check for check in checks if check.moment.sha != starter(kata)]
    found = [("correctness", _point("Passed within the time.", _passed(standing, checks), kata))]
    if not checks:
        return found
    if own:
        first = _stage(_report(own[0]), "correctness")
        seen = Mark.SEEN if first is Verdict.PASSED else Mark.MISSED
        found.append(("correctness", _point("Did what the task says at the first check.", seen, kata)))
    if "skip" not in kata.limits("schedules"):
        text = "Held on every schedule that was searched: at once, or once a schedule had been shown."
        found.append(("concurrency reasoning", _point(text, _schedules(own), kata)))
        shown = [i for i, check in enumerate(checks) if _report(check).verdict in _BY_SCHEDULE]
        if shown:
            text = "Mended within two checks what a failing schedule or a deadlock showed."
            found.append(("concurrency reasoning", _point(text, _mended(checks[shown[0] + 1 :]), kata)))
    hints = standing.hints_of(kata.id)
    mark = (Mark.SEEN, Mark.PARTLY)[hints] if hints <= 1 else Mark.MISSED
    found.append(("concurrency reasoning", _point("Needed no hint (partly: one).", mark, kata)))
    if kata.manifest.kind != "threads":
        found.append(
            (
                "choice of tool",
                _point("The tool fits the work: the benchmark's verdict.", _tool(checks), kata),
            )
        )
    return found


def starter(kata: Kata) -> str:
    """The digest of what the candidate began with: a check of that says nothing about them."""
    return hashlib.sha256(kata.starter.read_bytes()).hexdigest()


def in_time(standing: Standing, check: Check) -> bool:
    """Whether a check began before the time was over."""
    return check.moment.used <= standing.plan.minutes * 60


def _point(text: str, mark: Mark, kata: Kata) -> Point:
    return Point(text, mark, "judge", kata.id)


def _report(check: Check) -> Report:
    assert check.report is not None  # noqa: S101  those without were left out
    return check.report


def _stage(report: Report, stage: str) -> Verdict | None:
    return next((result.verdict for result in report.stages if result.stage == stage), None)


def _passed(standing: Standing, checks: list[Check]) -> Mark:
    """A pass that comes late, or a right answer that is too slow, is a part of it."""
    if any(_report(c).verdict is Verdict.PASSED and in_time(standing, c) for c in checks):
        return Mark.SEEN
    right = {Verdict.PASSED, Verdict.SLOW, Verdict.WRONG_TOOL}
    return Mark.PARTLY if any(_report(c).verdict in right for c in checks) else Mark.MISSED


def _schedules(checks: list[Check]) -> Mark:
    found = [_stage(_report(check), "schedules") for check in checks]
    asked = [verdict for verdict in found if verdict is not None]
    if asked and asked[0] is Verdict.PASSED:
        return Mark.SEEN
    return Mark.PARTLY if Verdict.PASSED in asked else Mark.MISSED


def _mended(after: list[Check]) -> Mark:
    good = [i for i, check in enumerate(after) if _stage(_report(check), "schedules") is Verdict.PASSED]
    if not good:
        return Mark.MISSED
    return Mark.SEEN if good[0] < _MENDED_SOON else Mark.PARTLY


def _tool(checks: list[Check]) -> Mark:
    if _report(checks[-1]).verdict is not Verdict.PASSED:
        return Mark.MISSED
    faults = {Verdict.WRONG_TOOL, Verdict.SLOW}
    return Mark.PARTLY if any(_report(check).verdict in faults for check in checks) else Mark.SEEN
