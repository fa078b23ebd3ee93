"""One stage of a judgement: workers are run until every check has a result, and what lacks one fails.

A pass needs a ``Finished`` for each check that was ``Collected`` before the submission was imported, and
``Done``. A worker that dies or hangs fails the check it was in; another one takes the checks that are
left. Two deaths in a row while the submission is imported settle the rest: it would die again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grader.errors import KataError, Stopped, UsageError
from grader.protocol import THREAD_ENDED, Progress
from grader.pulse import Pulse
from grader.sandbox.run import Outcome, Task, carry_out
from grader.verdict import CheckResult, StageResult, Text, Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from threading import Event

    from grader.kata import Kata
    from grader.submission import Submission


_TRIES = 3  # a run that was stopped on its way is run again, but not for ever
_LOOK_UP = 0.5  # seconds between two looks whether whoever waits for the machine still wants it


class _Broken(Exception):
    """Our own machinery failed; the message says how."""


def run_stage(  # noqa: PLR0913  as `judge`
    kata: Kata,
    stage: str,
    submission: Submission,
    *,
    options: Mapping[str, float | int | str | bool],
    exitfirst: bool = False,
    listen: Callable[[Progress], None] | None = None,
    stop: Event | None = None,
) -> StageResult:
    """Judge ``submission`` by the suite ``stage`` of ``kata``.

    With ``exitfirst``, no check is run after the first that fails, which decides anyway.

    Raises:
        Stopped: ``stop`` was set meanwhile.
        KataError: the suite is missing, and ``kata.toml`` does not say why.
        UsageError: the schedule to replay names no check.
    """
    limits = kata.limits(stage)
    suite = kata.suite(stage)
    if limits.get("skip"):
        return StageResult(stage=stage, verdict=Verdict.SKIPPED, reason=str(limits["skip"]))
    if not suite.is_file():
        raise KataError(
            f"{suite}: missing; write it, or say why in {kata.directory / 'kata.toml'}:"
            f' [{stage}] skip = "the reason"'
        )
    pulse = Pulse(stop.is_set if stop is not None else lambda: False)
    task = Task(
        stage=stage,
        suite=suite,
        source=submission.data,
        shown=submission.path,
        kata=kata.id,
        solutions=kata.solutions,
        limits=limits,
        options=dict(options),
        exitfirst=exitfirst,
        tell=listen or (lambda _: None),
        stopped=pulse,
    )
    wanted = str(options.get("replay", "")).rpartition(":")[0]
    start = time.monotonic()
    try:
        with _turn(task):
            start = time.monotonic()  # waiting for one's turn is not judging
            found = _all_checks(task, pulse, (wanted,) if wanted else ())
    except (_Broken, OSError) as error:
        return StageResult(
            stage=stage,
            verdict=Verdict.GRADER_ERROR,
            reason=_told(error),
            seconds=time.monotonic() - start,
        )
    if wanted and not found:
        raise UsageError(f"no check is called {wanted!r}; `grader check {kata.id[:6]}` prints what to replay")
    verdict = worst(found)
    told = ""
    if verdict in {Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR}:
        told = next((check.cause for check in found if check.verdict is verdict), "the suite has no checks")
    return StageResult(
        stage=stage, verdict=verdict, checks=found, reason=told, seconds=time.monotonic() - start
    )


def _told(error: Exception) -> str:
    """What kept us from judging, and what to do where the machine is to blame."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        place = tempfile.gettempdir()
        return f"{place}: the disk is full; free some space, or set TMPDIR to another place, then check again"
    return str(error)


def _carried_out(task: Task, pulse: Pulse, todo: tuple[str, ...], before: int) -> Outcome:
    """A run of ``todo``; once more where we were stopped meanwhile and what was found may come of that."""
    for _ in range(_TRIES):
        pulse.begin()
        outcome = carry_out(task, todo, before=before)
        fine = outcome.ending.verdict is None and all(
            result.verdict is Verdict.PASSED for result in outcome.heard.results.values()
        )
        if not pulse.missed or (fine and task.stage != "benchmark"):
            break
    return outcome


def _all_checks(task: Task, pulse: Pulse, wanted: tuple[str, ...]) -> tuple[CheckResult, ...]:
    """Run workers until every check has its result."""
    results: dict[str, CheckResult] = {}
    sentences: dict[str, str] = {}
    todo, died_importing = wanted, False
    while True:
        outcome = _carried_out(task, pulse, todo, len(results))
        heard, verdict = outcome.heard, outcome.ending.verdict
        if verdict is Verdict.GRADER_ERROR or not heard.collected:
            raise _Broken(outcome.ending.cause)
        sentences = sentences or heard.sentences
        results |= _with_output(task, outcome)
        if heard.done and verdict is None:
            break
        if verdict is not None:
            failed = _blamed(outcome, [name for name in sentences if name not in results])
            results[failed.check] = replace(failed, sentence=sentences[failed.check])
            task.tell(Progress("", failed.check, failed.verdict.value, failed.verdict, stage=task.stage))
        todo = tuple(name for name in sentences if name not in results)
        if verdict is not None and (verdict is Verdict.TAMPERED or (heard.importing and died_importing)):
            results |= _not_run(todo, sentences, verdict, failed.cause)
            break
        if task.exitfirst and any(found.verdict.exit_code == 1 for found in results.values()):
            results |= _not_run(todo, sentences, Verdict.SKIPPED, "an earlier check failed")
            break
        died_importing = heard.importing
        if not todo:
            break
    return tuple(_presentable(task, results, name, said) for name, said in sentences.items())


def _not_run(
    todo: tuple[str, ...], sentences: dict[str, str], verdict: Verdict, why: str
) -> dict[str, CheckResult]:
    return {
        name: CheckResult(check=name, sentence=sentences[name], verdict=verdict, cause=f"not run: {why}")
        for name in todo
    }


def _with_output(task: Task, outcome: Outcome) -> dict[str, CheckResult]:
    """Show what the submission printed with the first check that failed (an explorer's run is noise).

    Also what went to stderr: if a child of it died, only that says why. Of threads the check itself tells.
    """
    results = dict(outcome.heard.results)
    failed = results.get(outcome.heard.blamed())
    if failed is not None and task.stage == "correctness":
        printed = _text("what it printed", outcome.printed)
        lines = [line for line in outcome.errors.splitlines() if not line.startswith(THREAD_ENDED)]
        errors = _text("what was written to stderr, from this check on", "\n".join(lines))
        results[failed.check] = replace(failed, evidence=(*failed.evidence, *printed, *errors))
    return results


def _text(title: str, body: str) -> tuple[Text, ...]:
    return (Text(title, body),) if body else ()


def _blamed(outcome: Outcome, without_result: list[str]) -> CheckResult:
    """Give the ending to the check that ran, else to the last that did, else to the next."""
    heard, ending = outcome.heard, outcome.ending
    return CheckResult(
        check=heard.running or heard.latest or without_result[0],
        sentence="",
        verdict=ending.verdict or Verdict.GRADER_ERROR,
        cause=ending.cause,
        evidence=(*ending.evidence, *_text("what it printed", outcome.printed)),
        seconds=heard.seconds() if heard.running else 0.0,
    )


def _presentable(task: Task, results: dict[str, CheckResult], name: str, said: str) -> CheckResult:
    """Fail closed, and call the submission by its file name where one line has to do."""
    result = results.get(name)
    if result is None:
        cause = "the worker gave no result for this check"
        return CheckResult(check=name, sentence=said, verdict=Verdict.GRADER_ERROR, cause=cause)
    return replace(result, cause=result.cause.replace(str(task.shown), task.shown.name))


@contextlib.contextmanager
def _turn(task: Task) -> Iterator[None]:
    """Let one benchmark run at a time on a machine: two would measure each other."""
    if task.stage != "benchmark":
        yield
        return
    from filelock import FileLock, Timeout  # noqa: PLC0415  the other stages need not pay for it

    user = os.getuid() if hasattr(os, "getuid") else "user"
    lock = FileLock(Path(tempfile.gettempdir()) / f"grader-benchmark-{user}.lock")
    while True:
        try:
            lock.acquire(timeout=_LOOK_UP)
            break
        except Timeout:
            if task.stopped():
                raise Stopped("the check was called off") from None
            waits = "waiting for another benchmark on this machine to end"
            task.tell(Progress("", "", waits, stage=task.stage))
    try:
        yield
    finally:
        lock.release()
