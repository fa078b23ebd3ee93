"""A clock that stands until it is moved, and a judge that says what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from grader.verdict import CheckResult, Report, StageResult, Verdict

if TYPE_CHECKING:
    from grader.submission import Submission

STAGES = {
    Verdict.WRONG: ("correctness",),
    Verdict.RACE: ("correctness", "schedules"),
    Verdict.DEADLOCK: ("correctness", "schedules"),
    Verdict.SLOW: ("correctness", "schedules", "benchmark"),
    Verdict.WRONG_TOOL: ("correctness", "schedules", "benchmark"),
    Verdict.PASSED: ("correctness", "schedules", "benchmark"),
    Verdict.INCONCLUSIVE: ("correctness", "schedules"),
}


@dataclass
class FakeClock:
    """Stands until it is moved; both of its clocks are moved alike."""

    seconds: float = 0.0
    set_back: float = 0.0

    def now(self) -> datetime:
        """The date."""
        return datetime(2026, 3, 1, 9, 0, tzinfo=UTC) + timedelta(seconds=self.seconds - self.set_back)

    def monotonic(self) -> float:
        """The stopwatch."""
        return self.seconds

    def go(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


def report(verdict: Verdict, kata: str = "kata01_tickets") -> Report:
    """A report whose last stage found ``verdict``, and those before passed."""
    *before, last = STAGES[verdict]
    check = CheckResult(
        check="test_it", sentence="It holds.", verdict=verdict, cause="why", hint="a hint", hint_number=1
    )
    stages = [StageResult(stage=name, verdict=Verdict.PASSED) for name in before]
    stages.append(StageResult(stage=last, verdict=verdict, checks=(check,)))
    return Report(kata=kata, path="attempt.py", verdict=verdict, stages=tuple(stages), seconds=1.0)


@dataclass
class Judge:
    """Says the verdicts of ``says`` in turn; notes what was judged."""

    says: list[Verdict] = field(default_factory=list)
    judged: list[bytes] = field(default_factory=list)

    def __call__(self, kata: object, submission: Submission, **_more: object) -> Report:
        """Judge."""
        self.judged.append(submission.data)
        return report(self.says.pop(0), getattr(kata, "id", ""))
