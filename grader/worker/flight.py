"""The verdict on work that waits: how many calls were in flight, and in how many processes.

Pure, like ``spread``. The counts are the suite's own server's, so no clock and no load has a say; the
reference, counted in the same round, shows that the number asked for can be reached here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.measure.paired import side
from grader.verdict import Verdict
from grader.worker.spread import Judgement, Limits, Trio

if TYPE_CHECKING:
    from collections.abc import Sequence


def judge_flight(rounds: Sequence[Trio], limit: Limits) -> Judgement:
    """Decide from ``rounds``; undecided after the last one is ``inconclusive``."""
    last = rounds[-1]
    children = max(trio.submission.peak_processes for trio in rounds) - 1
    asked = limit.workers
    questions: list[tuple[Verdict, list[bool | None], str]] = [
        (
            Verdict.WRONG_TOOL,
            [trio.submission.peak_processes > 1 for trio in rounds],
            f"{children} processes were started for work that only waits: threads wait as well, for less",
        ),
        (
            Verdict.WRONG,
            [trio.peak > asked for trio in rounds],
            f"{last.peak} calls were in flight at once; at most {asked} were asked for",
        ),
        (
            Verdict.SLOW,
            [_too_few(trio, asked) for trio in rounds],
            f"at most {last.peak} of {asked} calls {'was' if last.peak == 1 else 'were'} in flight at once",
        ),
    ]
    unclear = ""
    for verdict, answers, sentence in questions:
        decided = side(answers, most=limit.most_rounds)
        if decided is True and len(rounds) >= limit.rounds:
            return Judgement(verdict, sentence)
        if decided is None:
            unclear = unclear or sentence
    if unclear or len(rounds) < limit.rounds:
        if len(rounds) < limit.most_rounds:
            return Judgement(None)
        return Judgement(
            Verdict.INCONCLUSIVE,
            f"{len(rounds)} rounds do not agree, or the reference did no better: {unclear}; "
            "try again with less running beside it",
        )
    return Judgement(Verdict.PASSED)


def measures_of_flight(trio: Trio) -> dict[str, float]:
    """The figures of a round: calls in flight at once, of submission and reference, and processes."""
    return {
        "in_flight": trio.peak,
        "reference_in_flight": trio.good_peak,
        "processes": trio.submission.peak_processes,
    }


def _too_few(trio: Trio, asked: int) -> bool | None:
    if trio.peak >= asked:
        return False
    return True if trio.good_peak >= asked else None
