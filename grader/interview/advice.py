"""What went well, what to practise next and what to read, from what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from grader.interview.events import Mark
from grader.report import words
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from grader.interview.bank import Question
    from grader.interview.rubric import Competency
    from grader.interview.state import Standing
    from grader.kata import Catalogue, Kata
    from grader.verdict import Report

_MOST = 4
# What a verdict says about where practice would help: words in the topics, ids or kinds of katas.
_HELPS = {
    Verdict.RACE: ("race condition", "check-then-act", "atomicity"),
    Verdict.DEADLOCK: ("deadlock", "lock order", "condition", "lost wake-up"),
    Verdict.LIVELOCK: ("deadlock", "fairness", "starvation"),
    Verdict.LEAKED: ("shutdown", "sentinel", "worker death"),
    Verdict.SLOW: ("CPU-bound work", "load balance", "cost of many small processes and messages"),
    Verdict.WRONG_TOOL: ("CPU-bound work", "I/O-bound work", "processes"),
    Verdict.TIMED_OUT: ("time-out", "shutdown"),
}


class Practice(Struct, frozen=True):
    """A kata to do next, and why."""

    kata: str
    title: str
    why: str


class Reading(Struct, frozen=True):
    """A page of the documentation that says what was missed."""

    says: str
    url: str
    question: str


def strengths(standing: Standing, rubric: Sequence[Competency]) -> tuple[str, ...]:
    """What was strong: whole competencies first, then katas that passed at the first check."""
    found = [
        f"{competency.name.capitalize()}: {_worth(competency):g} of {len(competency.points)} points."
        for competency in rubric
        if competency.level == "strong"
    ]
    for item in standing.plan.items:
        checks = [check.report for check in standing.checks_of(item.id) if check.report]
        if checks and checks[0].verdict is Verdict.PASSED:
            found.append(f"{item.id[:6]} passed at the first check.")
        elif checks and checks[-1].verdict is Verdict.PASSED and not standing.hints_of(item.id):
            shown = ", ".join(dict.fromkeys(words.name(report.verdict) for report in checks[:-1]))
            found.append(f"{item.id[:6]} was mended without a hint after: {shown}.")
    return tuple(found)


def practice(
    standing: Standing, catalogue: Catalogue, asked: Iterable[Question], *, passed: Collection[str]
) -> tuple[Practice, ...]:
    """The katas to do next: those that were left open first, then what the faults and the misses point to."""
    worked_on = [
        catalogue.find(i.id) for i in standing.plan.items if i.kind == "kata" and i.id in standing.reached
    ]
    reports = {kata.id: [c.report for c in standing.checks_of(kata.id) if c.report] for kata in worked_on}
    done = {*passed, *(name for name, of in reports.items() if any(r.verdict is Verdict.PASSED for r in of))}
    found: dict[str, str] = {}
    for name, of in reports.items():
        if name not in done or not any(report.verdict is Verdict.PASSED for report in of):
            how = f"it ended as {words.name(of[-1].verdict)}" if of else "it was not checked"
            found[name] = f"Bring it to a pass: {how} here."
    for topic, why in (*_faults(reports), *_misses(standing, asked)):
        fresh = [k for k in _about(topic, catalogue, standing) if k.id not in done and k.id not in found]
        if fresh:
            found[fresh[0].id] = why
    if not found:
        above = sorted(catalogue.katas, key=lambda kata: _distance(kata, standing.plan.level + 1))
        found = {kata.id: "The next step up; nothing was left open." for kata in above if kata.id not in done}
        found = dict(list(found.items())[:1])
    return tuple(
        Practice(name, catalogue.find(name).manifest.title, why) for name, why in list(found.items())[:_MOST]
    )


def _faults(reports: Mapping[str, Sequence[Report]]) -> Iterable[tuple[str, str]]:
    """Topics that the verdicts point to, with why."""
    for name, of in reports.items():
        for verdict in dict.fromkeys(report.verdict for report in of):
            for topic in _HELPS.get(verdict, ()):
                yield topic, f"{name[:6]} showed: {words.name(verdict)}."


def _misses(standing: Standing, asked: Iterable[Question]) -> Iterable[tuple[str, str]]:
    """Topics of which an answer missed something, with why."""
    for question in asked:
        if Mark.MISSED in _marks(standing, question):
            for topic in question.topics:
                yield topic, f"An answer about {topic} missed something."


def _marks(standing: Standing, question: Question) -> list[Mark | None]:
    return [standing.mark(question.point(index)) for index in range(len(question.strong))]


def reading(standing: Standing, asked: Iterable[Question]) -> tuple[Reading, ...]:
    """The documentation behind the questions in which something was missed."""
    found = []
    for question in asked:
        if {Mark.MISSED, Mark.PARTLY} & set(_marks(standing, question)):
            found += [Reading(ref.says, ref.url, question.ask) for ref in question.references]
    return tuple(found)


def _worth(competency: Competency) -> float:
    return sum(point.mark.worth for point in competency.points)


def _about(topic: str, catalogue: Catalogue, standing: Standing) -> list[Kata]:
    """Katas on ``topic``, the nearest to the interview's level first."""
    word = topic.lower()
    found = [
        kata
        for kata in catalogue.katas
        if any(word in own.lower() or own.lower() in word for own in kata.manifest.topics)
    ]
    return sorted(found, key=lambda kata: _distance(kata, standing.plan.level))


def _distance(kata: Kata, level: int) -> tuple[int, str]:
    return abs(kata.manifest.level - level), kata.id
