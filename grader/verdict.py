"""What a judgement is made of: verdicts, evidence, and the results of checks and stages.

Both sides import this module: the worker makes results, the parent decodes them against these very
types, so that whatever is malformed is refused and can never be a pass.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from msgspec import UNSET, Struct, UnsetType

# The form of a schedule's string, which `explore.schedule` prints and reads.
_STEPS, _SITES = r"[0-9]{1,9}[tTx][0-9]{1,9}", r"[0-9]{1,9}"
SCHEDULE = re.compile(rf"({_STEPS}(?:\.{_STEPS})*)?/({_SITES}(?:\.{_SITES})*)?(!?)")


class Verdict(StrEnum):
    """What a check, a stage or a whole submission is found to be."""

    PASSED = "passed"
    WRONG = "wrong"
    RACE = "race"
    DEADLOCK = "deadlock"
    LIVELOCK = "livelock"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    LEAKED = "leaked"
    SLOW = "slow"
    WRONG_TOOL = "wrong_tool"
    TAMPERED = "tampered"
    INCONCLUSIVE = "inconclusive"
    GRADER_ERROR = "grader_error"
    SKIPPED = "skipped"

    @property
    def exit_code(self) -> int:
        """0 passed (or skipped), 1 not passed, 3 grader error, 4 inconclusive; 2 is for usage."""
        return _EXIT_CODES.get(self, 1)


_EXIT_CODES = {
    Verdict.PASSED: 0,
    Verdict.SKIPPED: 0,
    Verdict.GRADER_ERROR: 3,
    Verdict.INCONCLUSIVE: 4,
}


class Step(Struct, frozen=True):
    """One step of an interleaving.

    ``thread`` is the column ("T1"); ``path`` and ``line`` name the source; ``operation`` is one of
    read, write, call, acquire, release, wait, wake, sleep, start, join, finish, raise; ``target`` is
    what it touches ("self.value", "lock"); ``value`` the value read or written, as text;
    ``blocked_on`` says whom a blocked step waits for.
    """

    thread: str
    path: str
    line: int
    source: str
    operation: str
    target: str = ""
    value: str = ""
    blocked_on: str = ""


class Interleaving(Struct, frozen=True, tag="interleaving", omit_defaults=True):
    """A schedule that fails, step by step; drawn with one column per thread.

    ``unordered`` are two accesses to one thing, one of them a write, that nothing orders: where that
    alone is the fault.
    """

    threads: tuple[str, ...]
    steps: tuple[Step, ...]
    replay: str
    unordered: tuple[Step, ...] = ()


class Wait(Struct, frozen=True):
    """``waiter`` waits for ``resource``, which ``holder`` has (empty: nobody), since ``where``."""

    waiter: str
    resource: str
    holder: str
    where: str


class WaitFor(Struct, frozen=True, tag="wait_for"):
    """The wait-for graph of a deadlock, one edge per blocked thread or process."""

    waits: tuple[Wait, ...]


class Text(Struct, frozen=True, tag="text"):
    """A traceback, the stacks of a hung process tree, or captured output."""

    title: str
    body: str


class Bar(Struct, frozen=True):
    """One row of a bar chart: CPU seconds of a process, calls of a thread, a ratio."""

    label: str
    value: float
    note: str = ""


class Bars(Struct, frozen=True, tag="bars"):
    """Who did the work, in ``unit`` ("CPU s")."""

    title: str
    unit: str
    rows: tuple[Bar, ...]


class Span(Struct, frozen=True):
    """Work by ``lane`` (a process or thread) from ``start`` to ``end``, seconds since the run began."""

    lane: str
    start: float
    end: float


class Gantt(Struct, frozen=True, tag="gantt"):
    """What overlapped: spans of work per process or thread."""

    title: str
    spans: tuple[Span, ...]


Evidence = Interleaving | WaitFor | Text | Bars | Gantt


class CheckResult(Struct, frozen=True, kw_only=True):
    """What one check found.

    ``check`` is the suite's function name; ``sentence`` its docstring's first paragraph, for the
    learner; ``cause`` one line; ``rests_on`` what a pass rests on ("every schedule with at most 2
    preemptions: 1,204"); ``replay`` a schedule string; ``hint`` is the title of the hint that fits a
    failure, and ``hint_number`` what `grader hint` calls it: the judge adds both.
    ``figures`` is what was measured, for machines and for the history: ``limits``, ``measures`` (one
    object a round) and ``benchmark``, in the form that pytest-benchmark writes.
    """

    check: str
    sentence: str
    verdict: Verdict
    cause: str = ""
    rests_on: str = ""
    evidence: tuple[Evidence, ...] = ()
    replay: str = ""
    seconds: float = 0.0
    figures: dict[str, Any] | UnsetType = UNSET
    hint: str = ""
    hint_number: int = 0


class StageResult(Struct, frozen=True, kw_only=True):
    """What one stage found; ``reason`` says why it was skipped or could not decide."""

    stage: str
    verdict: Verdict
    checks: tuple[CheckResult, ...] = ()
    reason: str = ""
    seconds: float = 0.0


class Report(Struct, frozen=True, kw_only=True):
    """A whole judgement of one submission; ``path`` is the file judged."""

    kata: str
    path: str
    verdict: Verdict
    stages: tuple[StageResult, ...]
    seconds: float = 0.0

    @property
    def deciding(self) -> StageResult | None:
        """The stage that decided against the submission, or None for a pass."""
        return next((s for s in self.stages if s.verdict not in {Verdict.PASSED, Verdict.SKIPPED}), None)


def worst(checks: tuple[CheckResult, ...]) -> Verdict:
    """The verdict of a stage whose checks found ``checks``.

    Forgery and our own faults come first, whatever else was seen; then the first check that failed,
    in the suite's order; then "cannot decide". No check at all is our fault.
    """
    found = [c.verdict for c in checks]
    for decisive in (Verdict.TAMPERED, Verdict.GRADER_ERROR):
        if decisive in found:
            return decisive
    for verdict in found:
        if verdict not in {Verdict.PASSED, Verdict.INCONCLUSIVE, Verdict.SKIPPED}:
            return verdict
    if Verdict.INCONCLUSIVE in found:
        return Verdict.INCONCLUSIVE
    return Verdict.PASSED if found else Verdict.GRADER_ERROR
