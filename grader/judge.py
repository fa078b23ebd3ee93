"""A whole judgement: the stages in order, until one decides against the submission."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.kata import STAGES
from grader.stages import run_stage
from grader.submission import read
from grader.verdict import Report, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from grader.kata import Kata
    from grader.protocol import Progress

type Option = float | int | str | bool

_GOES_ON = frozenset({Verdict.PASSED, Verdict.SKIPPED})


def judge(
    kata: Kata,
    path: Path,
    *,
    stages: Sequence[str] = STAGES,
    options: Mapping[str, Option] | None = None,
    listen: Callable[[Progress], None] | None = None,
) -> Report:
    """Judge the submission at ``path``; the first stage that does not pass decides.

    ``listen`` is told how far each check is. A pass needs a stage that passed: where all stages asked
    for are skipped, the verdict is ``skipped``.

    Raises:
        GraderError: the submission cannot be read, the kata is malformed, or no such stage.
    """
    start = time.monotonic()
    unknown = [stage for stage in stages if stage not in STAGES]
    if unknown or not stages:
        asked = ", ".join(unknown) or "nothing"
        raise UsageError(f"no stage is called {asked}; there are {', '.join(STAGES)}")
    submission = read(kata, path)
    results = []
    for stage in stages:
        result = run_stage(kata, stage, submission, options=options or {}, listen=listen)
        results.append(result)
        if result.verdict not in _GOES_ON:
            break
    verdict = results[-1].verdict
    if verdict in _GOES_ON:
        passed = any(result.verdict is Verdict.PASSED for result in results)
        verdict = Verdict.PASSED if passed else Verdict.SKIPPED
    return Report(
        kata=kata.id,
        path=str(path),
        verdict=verdict,
        stages=tuple(results),
        seconds=time.monotonic() - start,
    )


def replay(
    kata: Kata,
    path: Path,
    string: str,
    *,
    options: Mapping[str, Option] | None = None,
    listen: Callable[[Progress], None] | None = None,
) -> Report:
    """Play the schedule that ``string`` names, like ``test_two_threads_add:4b.9a``, once more.

    Raises:
        GraderError: as for ``judge``; or the string names no check of the kata.
    """
    check, colon, schedule = string.partition(":")
    if not (check and colon and schedule):
        raise UsageError(
            f"{string!r} is no schedule; copy the string that `grader check {kata.id[:6]}` printed,"
            " such as test_two_threads_add:4b.9a"
        )
    more = {**(options or {}), "replay": string}
    return judge(kata, path, stages=("schedules",), options=more, listen=listen)
