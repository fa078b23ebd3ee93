"""What every report for people says, whatever it looks like: which check decided, and what to do next."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

from grader.kata import STAGES
from grader.report.style import clean, count
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.report.style import Style
    from grader.verdict import CheckResult, Report, StageResult

GOOD = frozenset({Verdict.PASSED, Verdict.SKIPPED})
_UNDECIDED = frozenset({Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR})


def decisive(stage: StageResult) -> CheckResult | None:
    """The check whose verdict became the stage's."""
    return next((check for check in stage.checks if check.verdict is stage.verdict), None)


def others(stage: StageResult) -> tuple[list[CheckResult], list[CheckResult]]:
    """The other checks that failed: those with a cause of their own, and those with the same cause."""
    shown = decisive(stage)
    failed = [check for check in stage.checks if check.verdict not in GOOD and check is not shown]
    same = [check for check in failed if shown and shown.cause and shown.cause in check.cause]
    return [check for check in failed if check not in same], same


def tally(stage: StageResult) -> str:
    """How many checks there are, failed and were not run."""
    verdicts = [check.verdict for check in stage.checks]
    failed = sum(verdict not in GOOD for verdict in verdicts)
    left = verdicts.count(Verdict.SKIPPED)
    checks = count(len(verdicts), "check")
    return (f"{failed} of {checks} failed" if failed else checks) + (f", {left} not run" if left else "")


def is_own(report: Report) -> bool:
    """Whether the learner's attempt was judged, and no other file."""
    return PurePath(report.path).parts[-3:] == ("katas", report.kata, "attempt.py")


def following(report: Report, style: Style) -> list[tuple[str, str]]:
    """What to do next, each with its command, to be copied; an empty label goes on with the one before."""
    kata = report.kata[:6]
    file = "" if is_own(report) else f" --file {shlex.quote(style.place(report.path))}"
    rows: list[tuple[str, str]] = []
    deciding = report.deciding
    if report.verdict is Verdict.SKIPPED:
        rows.append(("all", f"grader check {kata}{file}"))
    elif deciding is None:
        rows += [] if style.interview else _after_a_pass(report, kata, file)
    else:
        check = decisive(deciding)
        if report.verdict in _UNDECIDED:
            rows.append(("machine", "grader doctor"))
        else:
            rows += _hint(check, kata)
            rows.append(("meaning", f"grader explain {report.verdict.value}"))
        replay = check.replay if check else ""
        if replay:
            rows.append(("replay", f"grader replay {kata} {shlex.quote(replay)}{file}"))
        else:
            rows.append(("again", f"grader check {kata} --stage {deciding.stage}{file}"))
        if is_own(report):
            rows.append(("page", f"grader report {kata} --open"))
    rows.append(("file", style.place(report.path)))
    return [(label, clean(command)) for label, command in rows]


def _after_a_pass(report: Report, kata: str, file: str) -> list[tuple[str, str]]:
    """The debrief and the solution, which open with a pass of the learner's attempt in all stages."""
    if len(report.stages) < len(STAGES):
        return [("all", f"grader check {kata}{file}")]
    opened = [("debrief", f"grader debrief {kata}"), ("solution", f"grader solution {kata}")]
    return [*(opened if is_own(report) else ()), ("next", "grader list")]


def _hint(check: CheckResult | None, kata: str) -> list[tuple[str, str]]:
    """The hint that fits by its title, with the command that shows it; else the command for the next one."""
    if check is None or not check.hint_number:
        return [("hint", f"grader hint {kata}")]
    return [("hint", check.hint), ("", f"grader hint {kata} {check.hint_number}")]
