"""The report in sentences, one after the other: for a screen reader, a log, a braille line.

It says what the terminal's report says, without columns, without signs in place of words, without colour.
"""

from __future__ import annotations

import itertools
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from grader.kata import STAGES
from grader.report import words
from grader.report.charts import describe
from grader.report.lanes import phrase, place, rounds
from grader.report.outline import decisive, following, others, tally
from grader.report.style import clean, count, seconds, short
from grader.verdict import Bars, Gantt, Interleaving, Verdict, WaitFor
from grader.verdict import Text as Captured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.report.style import Style
    from grader.verdict import CheckResult, Evidence, Report, StageResult, Step


def render(report: Report, style: Style) -> str:
    """The whole report, a sentence or a step on each line."""
    lines = [_headline(report), words.MEANING[report.verdict], ""]
    deciding = report.deciding
    if deciding is not None:
        lines += [*_failure(deciding, style), ""]
    lines.append("Stages:")
    for stage in report.stages:
        lines += _stage(stage, shown=deciding is None, decided=stage is deciding)
    lines += ["", "What you can do next:"]
    for label, command in following(report, style):
        lines.append(f"{label.capitalize()}: {command}" if label else f"Show it: {command}")
    return "".join(f"{line}\n" for line in lines)


def brief(report: Report, style: Style) -> str:
    """The verdict, and of a failure the sentence and the cause, for a list of many reports."""
    lines = [_headline(report)]
    if report.deciding is not None:
        lines += itertools.takewhile(bool, _failure(report.deciding, style))
    return "".join(f"{line}\n" for line in lines)


def _headline(report: Report) -> str:
    deciding = report.deciding
    where = f", in stage {deciding.stage}" if deciding else ""
    return f"Verdict: {words.name(report.verdict)}{where}. {report.kata}, after {seconds(report.seconds)}."


def _failure(stage: StageResult, style: Style) -> Iterator[str]:
    check = decisive(stage)
    if check is None:
        yield clean(stage.reason or "The stage gave no result.")
        return
    yield f"Check: {clean(check.sentence or check.check)}"
    cause = check.cause or stage.reason
    if cause:
        yield f"Cause: {clean(cause)}"
    if check.cause and stage.reason not in {"", check.cause}:
        yield clean(stage.reason)
    for evidence in check.evidence:
        if not isinstance(evidence, Interleaving) or evidence.steps:
            yield ""
            yield from told(evidence, style.base)


def told(evidence: Evidence, base: str = "") -> Iterator[str]:
    """One piece of evidence in sentences; paths below ``base`` relative to it."""
    match evidence:
        case Interleaving():
            yield from _steps(evidence)
        case WaitFor() | Bars() | Gantt():
            yield from describe(evidence)
        case Captured():
            yield f"{clean(evidence.title)}:"
            yield from clean(short(evidence.body, base)).expandtabs().strip("\n").splitlines()


def _steps(evidence: Interleaving) -> Iterator[str]:
    blocks = [tuple(steps) for _, steps in groupby(evidence.steps, key=place)]
    period, again = rounds(blocks)
    blocks = blocks[: len(blocks) - period * again]
    yield f"The order of steps that shows it, {len(blocks)} in all, by {', '.join(evidence.threads)}:"
    for number, block in enumerate(blocks, 1):
        yield step(number, block)
    if again:
        yield f"And so on: the last {period} go round {again} times more."
    if evidence.unordered:
        one, other = evidence.unordered
        yield f"Nothing orders these two: {_access(one)} and {_access(other)}."


def step(number: int, block: tuple[Step, ...]) -> str:
    """Consecutive steps of one thread on one line of source, in a sentence."""
    first = block[0]
    did = "; ".join(filter(None, map(phrase, block)))
    if PurePath(first.path).stem in STAGES:
        return f"{number}. {first.thread}, in the check: {did}."
    source = clean(first.source.strip().rstrip(":"))
    return f"{number}. {first.thread}, line {first.line}, {source}" + (f": {did}." if did else "")


def _access(one: Step) -> str:
    return f"{one.thread} {one.operation}s {clean(one.target)} in line {one.line}"


def _stage(stage: StageResult, *, shown: bool, decided: bool) -> Iterator[str]:
    if stage.verdict is Verdict.SKIPPED:
        yield f"{stage.stage}: skipped" + (f", {clean(stage.reason)}." if stage.reason else ".")
        return
    yield f"{stage.stage}: {words.name(stage.verdict)}, {tally(stage)}, {seconds(stage.seconds)}."
    if decided:
        also, same = others(stage)
        for check in also:
            yield f"Failed too, {words.name(check.verdict)}: {clean(check.sentence or check.check)}"
        if same:
            yield f"{count(len(same), 'more check')} failed for the same reason."
    elif shown:
        for check in stage.checks:
            yield from _passed(check)


def _passed(check: CheckResult) -> Iterator[str]:
    rests = f" Rests on {clean(check.rests_on)}." if check.rests_on else ""
    yield f"{words.name(check.verdict).capitalize()}: {clean(check.sentence or check.check)}{rests}"
    for evidence in check.evidence:
        yield from told(evidence)
