"""A whole judgement: the stages in order, until one decides against the submission."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grader.errors import KataError, UsageError
from grader.hints import fitting, hints
from grader.kata import STAGES
from grader.stages import run_stage
from grader.submission import Submission, read
from grader.verdict import SCHEDULE, Report, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from grader.hints import Hint
    from grader.kata import Kata
    from grader.protocol import Progress
    from grader.verdict import CheckResult, StageResult

type Option = float | int | str | bool

_SEEDS = 1_000_000  # short enough to be typed
_GOES_ON = frozenset({Verdict.PASSED, Verdict.SKIPPED})


def judge(  # noqa: PLR0913  what is judged, how far, and who listens
    kata: Kata,
    answer: Path | Submission,
    *,
    stages: Sequence[str] = STAGES,
    options: Mapping[str, Option] | None = None,
    exitfirst: bool = False,
    listen: Callable[[Progress], None] | None = None,
    stop: Event | None = None,
) -> Report:
    """Judge ``answer``, read now or before; the first stage that does not pass decides.

    With ``exitfirst``, the first check that fails is the last that is run; the verdict is the same.
    ``listen`` is told how far each check is, ``stop`` ends it all. A pass needs a stage that passed:
    where all stages asked for are skipped, the verdict is ``skipped``. What a suite draws at random comes
    from the option ``inputs``, a number that is drawn anew where none is given.

    Raises:
        Stopped: ``stop`` was set meanwhile.
        GraderError: the submission cannot be read, the kata is malformed, or no such stage.
    """
    start = time.monotonic()
    unknown = [stage for stage in stages if stage not in STAGES]
    if unknown or not stages:
        asked = ", ".join(unknown) or "nothing"
        raise UsageError(f"no stage is called {asked}; there are {', '.join(STAGES)}")
    submission = answer if isinstance(answer, Submission) else read(kata, answer)
    given = {"inputs": secrets.randbelow(_SEEDS), **(options or {})}
    results = []
    for stage in stages:
        result = run_stage(
            kata, stage, submission, options=given, exitfirst=exitfirst, listen=listen, stop=stop
        )
        results.append(_with_hints(kata, result))
        if result.verdict not in _GOES_ON:
            break
    verdict = results[-1].verdict
    if verdict in _GOES_ON:
        passed = any(result.verdict is Verdict.PASSED for result in results)
        verdict = Verdict.PASSED if passed else Verdict.SKIPPED
    return Report(
        kata=kata.id,
        path=str(submission.path),
        verdict=verdict,
        stages=tuple(results),
        seconds=time.monotonic() - start,
    )


def _with_hints(kata: Kata, result: StageResult) -> StageResult:
    """``result``, its failed checks with the hint that fits."""
    try:
        every = hints(kata)
    except KataError:  # `grader hint` and `grader verify` say so; a verdict needs no hint
        return result
    return replace(result, checks=tuple(_with_hint(every, check) for check in result.checks))


def _with_hint(every: tuple[Hint, ...], check: CheckResult) -> CheckResult:
    found = fitting(every, check) if check.verdict.exit_code == 1 else None
    return replace(check, hint=found.title, hint_number=found.number) if found else check


def replay(
    kata: Kata,
    path: Path,
    string: str,
    *,
    options: Mapping[str, Option] | None = None,
    listen: Callable[[Progress], None] | None = None,
) -> Report:
    """Play the schedule that ``string`` names, like ``test_two_threads_add:4t2.9t1/12.13``, once more.

    Raises:
        GraderError: as for ``judge``; or the string names no check of the kata.
    """
    check, _, schedule = string.rpartition(":")
    if not (check and check.isprintable() and SCHEDULE.fullmatch(schedule)):
        raise UsageError(
            f"{string!r} is no schedule; copy the string that `grader check {kata.id[:6]}` printed,"
            " such as test_two_threads_add:4t2.9t1/12.13"
        )
    more = {**(options or {}), "replay": string}
    return judge(kata, path, stages=("schedules",), options=more, listen=listen)
