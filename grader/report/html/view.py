"""From judgements to what the templates draw: nothing is decided there."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from grader.history import Kind
from grader.kata import STAGES
from grader.report.html import charts, source, timeline
from grader.report.html.places import Captured, Where, captured, touched, without
from grader.report.html.ring import circle
from grader.report.html.text import shown
from grader.report.outline import GOOD, following
from grader.report.outline import decisive as deciding_check
from grader.report.style import Style
from grader.verdict import Bars, Gantt, Interleaving, Text, Verdict, WaitFor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from grader.history import Entry
    from grader.report.html.charts import BarChart, GanttChart
    from grader.report.html.page import Card, Chapter, Facts, Page
    from grader.report.html.ring import Circle
    from grader.report.html.source import Line
    from grader.report.html.timeline import Timeline
    from grader.verdict import CheckResult, Evidence, Report, StageResult

JUDGING = frozenset({Kind.CHECK, Kind.BATCH, Kind.PART, Kind.FILE})
_MOST_ATTEMPTS = 40
_LABELS = {
    "hint": "Take a hint",
    "": "Take the hint that fits",
    "meaning": "Read what this means",
    "replay": "Play this schedule again",
    "again": "Check again",
    "all": "Check all of it",
    "debrief": "Read why it works",
    "solution": "Compare with the model answer",
    "next": "Choose the next kata",
    "machine": "See what this machine offers",
}


type Exhibit = Timeline | Circle | BarChart | GanttChart | Captured


@dataclass(frozen=True)
class CheckView:
    """A check, and what it has to show."""

    result: CheckResult
    exhibits: tuple[Exhibit, ...]
    cause: str


@dataclass(frozen=True)
class StageView:
    """A stage; ``result`` is None where it was not reached."""

    name: str
    result: StageResult | None
    checks: tuple[CheckView, ...]
    failed: int
    reason: str


@dataclass(frozen=True)
class ChapterView:
    """One judgement, ready to draw. ``decisive`` is the check that decided, or None.

    ``verdict`` is None where it was interrupted; it is not ``known`` why where no report was kept.
    """

    key: str
    facts: Facts
    entry: Entry | None
    verdict: Verdict | None
    known: bool
    seconds: float
    stage: str
    sentence: str
    cause: str
    aside: str
    decisive: CheckView | None
    stages: tuple[StageView, ...]
    measured: tuple[CheckView, ...]
    commands: tuple[tuple[str, str], ...]
    path: str
    lines: tuple[Line, ...]
    colours: dict[str, int]
    attempts: tuple[Entry, ...]
    earlier: int
    changed: tuple[tuple[str, str], ...]
    before: int


@dataclass(frozen=True)
class PageView:
    """The page, ready to draw. ``links`` are the places of the chapters, by kata."""

    title: str
    made: datetime
    chapters: tuple[ChapterView, ...]
    cards: tuple[Card, ...]
    links: dict[str, str]
    passed: int


def of(page: Page) -> PageView:
    """The whole page."""
    chapters = tuple(
        chapter(one, f"r{at}", brief=bool(page.cards)) for at, one in enumerate(page.chapters, start=1)
    )
    if page.cards or len(chapters) != 1:
        title = "Where you stand"
    else:
        only = chapters[0]
        word = only.verdict.value.replace("_", " ") if only.verdict else "not finished"
        title = f"{only.facts.title}: {word}"
    return PageView(
        title=title,
        made=page.made,
        chapters=chapters,
        cards=page.cards,
        links={chapter.facts.id: chapter.key for chapter in chapters},
        passed=sum(card.status.passed for card in page.cards),
    )


def chapter(one: Chapter, key: str, *, brief: bool = False) -> ChapterView:
    """One judgement; ``key`` tells its places in a page from those of others.

    A ``brief`` one shows what was seen of the check that decided alone.
    """
    report = one.report
    deciding = report.deciding if report else None
    first = deciding_check(deciding) if deciding else None
    lines: tuple[Line, ...] = ()
    if one.source is not None:
        lines = source.whole(one.source, touched(first, PurePath(report.path).name if report else ""))
    stages = _stages(report, lines, key, one.base) if report else ()
    shown_stage = next((stage for stage in stages if deciding and stage.name == deciding.stage), None)
    decisive = None
    if shown_stage and deciding:
        decisive = next((c for c in shown_stage.checks if c.result.verdict is deciding.verdict), None)
    if brief and decisive:
        stages = tuple(_briefly(stage, decisive) for stage in stages)
    reason = without(deciding.reason, one.base) if deciding else ""
    cause = decisive.cause if decisive else ""
    attempts = tuple(entry for entry in one.attempts if entry.kind in JUDGING)
    entry = one.entry
    verdict = report.verdict if report else entry.verdict if entry else None
    return ChapterView(
        key=key,
        facts=one.facts,
        entry=one.entry,
        verdict=verdict,
        known=report is not None,
        seconds=report.seconds if report else 0.0,
        stage=deciding.stage if deciding else "",
        sentence=(decisive.result.sentence or decisive.result.check) if decisive else "",
        cause=cause or reason,
        aside=reason if cause and reason != cause else "",
        decisive=decisive,
        stages=stages,
        measured=_measured(stages) if deciding is None else (),
        commands=_commands(report, one.base) if report else (),
        path=_path(one),
        lines=lines,
        colours=_palette(report),
        attempts=attempts[-_MOST_ATTEMPTS:],
        earlier=max(0, len(attempts) - _MOST_ATTEMPTS),
        changed=_changed(one),
        before=one.before[0] if one.before else 0,
    )


def _stages(report: Report, lines: tuple[Line, ...], key: str, base: str) -> tuple[StageView, ...]:
    """Every stage in order, those too that were not reached."""
    found = []
    by_name = {stage.stage: stage for stage in report.stages}
    for name in STAGES:
        stage = by_name.get(name)
        checks: tuple[CheckView, ...] = ()
        if stage is not None:
            checks = tuple(
                CheckView(
                    check,
                    tuple(
                        _exhibits(check, lines, f"{key}-{name}-{at}", Where(base, PurePath(report.path).name))
                    ),
                    without(check.cause, base),
                )
                for at, check in enumerate(stage.checks, start=1)
            )
        failed = sum(check.result.verdict not in GOOD for check in checks)
        found.append(StageView(name, stage, checks, failed, without(stage.reason, base) if stage else ""))
    return tuple(found)


def _briefly(stage: StageView, decisive: CheckView) -> StageView:
    """``stage`` with nothing to show but what decided."""
    checks = (check if check is decisive else replace(check, exhibits=()) for check in stage.checks)
    return replace(stage, checks=tuple(checks))


def _exhibits(check: CheckResult, lines: tuple[Line, ...], key: str, where: Where) -> Iterable[Exhibit]:
    waits = [wait for part in check.evidence if isinstance(part, WaitFor) for wait in part.waits]
    palette = _colours(check.evidence)
    ordered = sorted(
        check.evidence, key=lambda part: isinstance(part, Interleaving)
    )  # the circle says it first
    for at, part in enumerate(ordered, start=1):
        match part:
            case Interleaving(steps=()):
                continue  # it happened before anything that is shown
            case Interleaving():
                yield timeline.of(f"{key}-{at}", part, waits, check.verdict, lines)
            case WaitFor():
                yield circle(f"{key}-{at}", part, palette)
            case Bars():
                yield charts.bars(part)
            case Gantt():
                yield charts.gantt(part)
            case Text():
                yield captured(part, where)


def _palette(report: Report | None) -> dict[str, int]:
    """The colours of the check that decided."""
    deciding = report.deciding if report else None
    checks = deciding.checks if deciding else ()
    return next((_colours(c.evidence) for c in checks if deciding and c.verdict is deciding.verdict), {})


def _colours(evidence: Sequence[Evidence]) -> dict[str, int]:
    """The colours of the interleaving; where there is none, of those who wait."""
    for part in evidence:
        if isinstance(part, Interleaving):
            return timeline.colours(part)
    names = dict.fromkeys(w.waiter for part in evidence if isinstance(part, WaitFor) for w in part.waits)
    others = [name for name in names if name != "main"]
    return {name: others.index(name) % 7 + 1 if name != "main" else 0 for name in names}


def _measured(stages: tuple[StageView, ...]) -> tuple[CheckView, ...]:
    """A pass has nothing to show but what was measured, and that teaches as well."""
    return tuple(check for stage in stages for check in stage.checks if check.exhibits)


def _path(chapter: Chapter) -> str:
    path = chapter.report.path if chapter.report else chapter.entry.path if chapter.entry else ""
    return shown(without(path, chapter.base))


def _commands(report: Report, base: str) -> tuple[tuple[str, str], ...]:
    """What leads on from here, to be copied."""
    rows = []
    for label, command in following(report, Style(base=base)):
        if label in _LABELS and command.startswith("grader "):
            rows.append((_LABELS[label], shown(command)))
    return tuple(rows)


def _changed(chapter: Chapter) -> tuple[tuple[str, str], ...]:
    """The difference to the judgement before, a line each: what kind it is, and the line."""
    if chapter.before is None or chapter.source is None:
        return ()
    _, old = chapter.before
    lines = difflib.unified_diff(old.split("\n"), chapter.source.split("\n"), n=2, lineterm="")
    kinds = {"+": "more", "-": "less", "@": "place"}
    return tuple((kinds.get(line[:1], ""), line) for line in list(lines)[2:])
