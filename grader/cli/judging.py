"""`grader check` and `grader replay`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.errors import BadSubmission, UsageError
from grader.history import Kind
from grader.judge import judge
from grader.judge import replay as play
from grader.kata import STAGES
from grader.protocol import IMPORTED, IMPORTING
from grader.report import REPORTERS
from grader.report.terminal import brief
from grader.submission import read
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from grader.cli.desk import Desk
    from grader.kata import Kata
    from grader.protocol import Progress
    from grader.verdict import Report

_GRAVITY = (3, 1, 4, 0)  # of many verdicts, the first of these exit codes that occurs


@dataclass(frozen=True)
class Asked:
    """The options of one ``grader check``."""

    kata: str | None = None
    file: Path | None = None
    stage: str | None = None
    every: bool = False
    json: bool = False


def check(desk: Desk, asked: Asked) -> int:
    """Judge, keep the record, show the report; the exit code.

    Raises:
        UsageError: the options do not go together.
    """
    stages = _stages(asked)
    if asked.every:
        return _check_all(desk, asked, stages)
    kata = desk.kata(asked.kata)
    if asked.file is not None:
        path, kind = desk.cwd / asked.file, Kind.FILE
    else:
        path, kind = kata.attempt, Kind.PART if asked.stage else Kind.CHECK
        if desk.begin(kata):
            desk.screen.say(f"Made {desk.place(path)} from the starter: this is the file to edit.\n")
    report = _judged(desk, kata, path.resolve() if asked.file else path, kind, stages)
    code = report.verdict.exit_code
    if asked.json:
        desk.screen.document(exit_code=code, reports=[report])
        return code
    desk.screen.show(REPORTERS["terminal"](report, desk.screen.style(str(desk.cwd))))
    if asked.stage and code == 0:
        desk.screen.show(f"\nOnly {asked.stage} was judged; `grader check {kata.id[:6]}` judges all.")
    return code


def _stages(asked: Asked) -> Sequence[str]:
    if asked.every and (asked.kata or asked.file):
        raise UsageError("--all judges every attempt; leave the kata and --file out, or leave --all out")
    if asked.stage is None:
        return STAGES
    if asked.stage not in STAGES:
        raise UsageError(f"there is no stage {asked.stage!r}; the stages are {', '.join(STAGES)}")
    return (asked.stage,)


def _check_all(desk: Desk, asked: Asked, stages: Sequence[str]) -> int:
    katas = [kata for kata in desk.catalogue.katas if kata.attempt.is_file()]
    if not katas:
        raise UsageError("there is no attempt yet; `grader start KATA` makes one")
    reports = []
    kind = Kind.PART if asked.stage else Kind.BATCH
    for kata in katas:
        reports.append(_judged(desk, kata, kata.attempt, kind, stages))
        if not asked.json:
            desk.screen.show(brief(reports[-1], desk.screen.style(str(desk.cwd))))
    code = next(code for code in _GRAVITY if code in {report.verdict.exit_code for report in reports})
    if asked.json:
        desk.screen.document(exit_code=code, reports=reports)
    else:
        passed = sum(report.verdict is Verdict.PASSED for report in reports)
        desk.screen.show(f"\n{passed} of {len(reports)} passed; `grader check KATA` shows why one does not.")
    return code


def _sayable(path: Path) -> Path:
    """``path``, whose name can be written down: in a report, in the history.

    Raises:
        BadSubmission: it is no text.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise BadSubmission(f"{path}: this path is not UTF-8; rename the file, then check again") from None
    return path


def _judged(desk: Desk, kata: Kata, path: Path, kind: Kind, stages: Sequence[str]) -> Report:
    """The report on ``path``; its source is in the history before it is judged."""
    number = desk.history.record(kata.id, kind, path=_sayable(path), source=read(kata, path).data)
    with desk.screen.progress(f"Judging {kata.id}") as update:
        report = judge(kata, path, stages=stages, listen=_listener(update))
    desk.history.judged(number, report)
    return report


def _listener(update: Callable[[str], None]) -> Callable[[Progress], None]:
    def listen(progress: Progress) -> None:
        text = "" if progress.text in {IMPORTING, IMPORTED} else f": {progress.text}"
        update(progress.check.removeprefix("test_").replace("_", " ") + text)

    return listen


def replay(desk: Desk, word: str, schedule: str, file: Path | None) -> int:
    """Play one schedule and show all of it; the exit code."""
    kata = desk.catalogue.find(word)
    path = (desk.cwd / file).resolve() if file else kata.attempt
    if file is None and not path.is_file():
        raise UsageError(f"{desk.place(path)}: no attempt yet; `grader start {kata.id[:6]}` makes one")
    with desk.screen.progress(f"Replaying {kata.id}") as update:
        report = play(kata, _sayable(path), schedule, listen=_listener(update))
    desk.screen.show(REPORTERS["terminal"](report, desk.screen.style(str(desk.cwd), full=True)))
    if report.verdict is Verdict.PASSED:
        desk.screen.show(f"\nThis schedule does not fail; `grader check {kata.id[:6]}` searches all others.")
    return report.verdict.exit_code
