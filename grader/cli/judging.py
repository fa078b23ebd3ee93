"""`grader check` and `grader replay`."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.cli import closed
from grader.cli.progress import shown
from grader.errors import BadSubmission, UsageError
from grader.history import Kind, Status, statuses
from grader.judge import judge
from grader.judge import replay as play
from grader.kata import STAGES
from grader.report import reporter
from grader.submission import read
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from grader.cli.desk import Desk
    from grader.judge import Option
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
    exitfirst: bool = False
    seed: int | None = None
    json: bool = False
    junit: Path | None = None

    @property
    def options(self) -> dict[str, Option]:
        """What the judge is told."""
        return {} if self.seed is None else {"inputs": self.seed}


def check(desk: Desk, asked: Asked) -> int:
    """Judge, keep the record, show the report; the exit code.

    Raises:
        UsageError: the options do not go together.
    """
    stages = _stages(asked)
    session = closed.asked_now(desk, asked.kata, asked.file)
    if session is not None:
        from grader.cli.interviewing import beside  # noqa: PLC0415  rarely there is an interview

        return beside.check(desk, session, json=asked.json)
    if asked.every:
        return _check_all(desk, asked, stages)
    kata, path, kind = _meant(desk, asked)
    with shown(desk.screen, f"Judging {kata.id}", last=_last_time(desk, kata)) as listen:
        report = judged(
            desk,
            kata,
            path,
            kind,
            stages,
            options=asked.options,
            exitfirst=asked.exitfirst,
            listen=listen,
        )
    code = report.verdict.exit_code
    _written(desk, asked, [report])
    if asked.json:
        desk.screen.document(exit_code=code, reports=[report])
        return code
    show_report(desk, report)
    if kind is Kind.CHECK and code == 0:
        show_lesson(desk, kata)
    return code


def _meant(desk: Desk, asked: Asked) -> tuple[Kata, Path, Kind]:
    """The kata, the file to judge, and what kind of check that is; a path may stand in the kata's place."""
    named = desk.cwd / asked.kata if asked.kata and asked.kata.endswith(".py") else None
    if named is not None and asked.file is not None:
        raise UsageError(f"two files: {asked.kata} and {asked.file}; name the kata, or one file")
    kata = desk.kata(asked.kata) if named is None else desk.kata_of(named)
    file = named or (desk.cwd / asked.file if asked.file is not None else None)
    if file is not None and file.resolve() != kata.attempt.resolve():
        return kata, file.resolve(), Kind.FILE
    if desk.begin(kata):
        desk.screen.say(f"Made {desk.place(kata.attempt)} from the starter: this is the file to edit.\n")
    return kata, kata.attempt, Kind.PART if asked.stage else Kind.CHECK


def _last_time(desk: Desk, kata: Kata) -> float | None:
    """How long the last check of the attempt took."""
    entries = desk.history.entries(kata.id)
    times = [entry.seconds for entry in entries if entry.kind is Kind.CHECK and entry.verdict is not None]
    return times[-1] if times else None


def _written(desk: Desk, asked: Asked, reports: Sequence[Report]) -> None:
    """Write the JUnit file that was asked for."""
    if asked.junit is None:
        return
    from grader.report import junit  # noqa: PLC0415  only needed for --junit

    path = desk.cwd / asked.junit
    try:
        path.write_text(junit.document(reports), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{asked.junit}: {error.strerror}; name a file that can be written") from error


def show_report(desk: Desk, report: Report, *, full: bool = False, interview: bool = False) -> None:
    """The report as this screen shows it, offering nothing that an open ``interview`` closes."""
    screen = desk.screen
    render = reporter("plain" if screen.plain else "terminal")
    screen.show(render(report, screen.style(str(desk.cwd), full=full, interview=interview)))


def show_lesson(desk: Desk, kata: Kata) -> None:
    """After a pass: why the answer works, and where the rest of the debrief is."""
    from grader.cli.learn import show_markdown, why_it_works  # noqa: PLC0415  only needed after a pass

    text = why_it_works(kata)
    if text:
        desk.screen.show("")
        show_markdown(desk, text)
        desk.screen.show(f"\n`grader debrief {kata.id[:6]}`: the traps, and what an interviewer asks next.")


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
    from grader.report import plain, terminal  # noqa: PLC0415  only a list of many is brief

    told = plain.brief if desk.screen.plain else terminal.brief
    reports = []
    kind = Kind.PART if asked.stage else Kind.BATCH
    for kata in katas:
        with shown(desk.screen, f"Judging {kata.id}") as listen:
            report = judged(
                desk,
                kata,
                kata.attempt,
                kind,
                stages,
                options=asked.options,
                exitfirst=asked.exitfirst,
                listen=listen,
            )
            reports.append(report)
        if not asked.json:
            desk.screen.show(told(reports[-1], desk.screen.style(str(desk.cwd))))
    code = next(code for code in _GRAVITY if code in {report.verdict.exit_code for report in reports})
    _written(desk, asked, reports)
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
        raise BadSubmission(f"{path}: {_unsayable(path)}") from None
    return path


def _unsayable(path: Path) -> str:
    try:
        os.fsencode(path).decode()
    except UnicodeDecodeError:
        return "this path is not UTF-8; rename the file, then check again"
    encoding = sys.getfilesystemencoding()
    return f"this locale reads paths as {encoding}; set PYTHONUTF8=1, or a UTF-8 locale, then check again"


def judged(  # noqa: PLR0913  what is judged, as what, and who listens
    desk: Desk,
    kata: Kata,
    path: Path,
    kind: Kind,
    stages: Sequence[str] = STAGES,
    *,
    options: Mapping[str, Option] | None = None,
    exitfirst: bool = False,
    listen: Callable[[Progress], None] | None = None,
    stop: Event | None = None,
) -> Report:
    """The report on ``path``; its source is in the history before it is judged."""
    submission = read(kata, _sayable(path))
    number = desk.history.record(kata.id, kind, path=path, source=submission.data)
    report = judge(
        kata, submission, stages=stages, options=options, exitfirst=exitfirst, listen=listen, stop=stop
    )
    desk.history.judged(number, report)
    return report


def next_kata(desk: Desk, kata: Kata) -> Kata | None:
    """The first kata after this one, and then from the beginning, that is not passed yet."""
    katas = desk.catalogue.katas
    at = katas.index(kata) + 1
    known = statuses(desk.history.entries())
    return next((k for k in (*katas[at:], *katas[: at - 1]) if not known.get(k.id, Status()).passed), None)


def replay(desk: Desk, word: str, schedule: str, file: Path | None) -> int:
    """Play one schedule and show all of it; the exit code."""
    kata = desk.catalogue.find(word)
    session = closed.asked_now(desk, word, file)
    if session is not None:
        file = session.attempt(kata)
    path = (desk.cwd / file).resolve() if file else kata.attempt
    if file is None and not path.is_file():
        raise UsageError(f"{desk.place(path)}: no attempt yet; `grader start {kata.id[:6]}` makes one")
    with shown(desk.screen, f"Replaying {kata.id}") as listen:
        report = play(kata, _sayable(path), schedule, listen=listen)
    show_report(desk, report, full=True, interview=session is not None)
    if report.verdict is Verdict.PASSED:
        desk.screen.show(f"\nThis schedule does not fail; `grader check {kata.id[:6]}` searches all others.")
    return report.verdict.exit_code
