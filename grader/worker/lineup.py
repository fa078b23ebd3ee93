"""The three modules of a benchmark, each loaded in a fresh runner for every call.

A fresh runner remembers nothing: a cache that a call filled is gone before the next one is measured.
What ends a check for certain (an exception, another value, a dead process) is raised as ``Decided``.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.verdict import Evidence, Text, Verdict
from grader.worker.confine import kept, rights
from grader.worker.contender import Answer, Contender, Round

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.measure import Meter, Usage
    from grader.protocol import Job

ROLES = ("baseline", "reference", "submission")
RUNAWAY = 6  # times the serial version's CPU seconds; a processor's speed changes from minute to minute


class Decided(Exception):
    """A check is decided, from wherever that became certain."""

    def __init__(self, verdict: Verdict, cause: str, *evidence: Evidence, usage: Usage | None = None) -> None:
        super().__init__(cause)
        self.usage = usage
        self.verdict = verdict
        self.cause = cause
        self.evidence = evidence


@dataclass(frozen=True)
class Task:
    """What each of the three is asked to do: the suite's function, its arguments, the start method."""

    call: str
    arguments: tuple[object, ...]
    method: str = ""


class Lineup:
    """Baseline (the suite itself), reference and submission of one job."""

    def __init__(self, job: Job) -> None:
        suite, submission, reference = Path(job.suite), Path(job.submission), Path(kept(job), "reference")
        reference.mkdir()
        shutil.copyfile(Path(job.solutions) / "reference.py", reference / "attempt.py")
        self._suite = suite.stem
        self._confined = {"submission": rights(job, loaded=suite.stem)}
        self._modules = {
            "baseline": ([str(suite.parent)], suite.stem),
            "reference": ([str(reference), str(suite.parent)], "attempt"),
            "submission": ([str(submission.parent), str(suite.parent)], submission.stem),
        }

    @contextlib.contextmanager
    def ready(self, role: str, method: str = "") -> Iterator[Contender]:
        """Give a runner that has loaded the module of ``role``."""
        folders, module = self._modules[role]
        with Contender(folders, module, self._suite, method, self._confined.get(role)) as contender:
            answer = contender.load()
            if answer is None or answer.error:
                said = answer.text if answer else "its process ended, or took a minute, before that"
                raise _failed(role, "importing it failed", said)
            yield contender

    def play(self, role: str, task: Task, enough: Callable[[Meter], bool]) -> tuple[Answer, Round]:
        """Run ``task`` once, outside the paired rounds."""
        with self.ready(role, task.method) as contender:
            played = contender.run(task.call, task.arguments, enough)
        return check(role, played), played


def never(_: Meter) -> bool:
    """Let a call use what it likes; the parent's time-out still holds."""
    return False


def check(role: str, played: Round) -> Answer:
    """Give the answer of a call that came back with plain data.

    Raises:
        Decided: it did not.
    """
    answer, usage = played.answer, played.usage
    if played.stopped:
        raise Decided(
            Verdict.SLOW,
            f"stopped after {usage.total:.1f} CPU seconds in {len(usage.processes)} processes, "
            f"more than {RUNAWAY} times what the serial version needs",
            usage.bars("who did the work until then"),
            usage=usage,
        )
    if answer is None:
        raise _failed(role, "its process ended in the middle of the call", "")
    if answer.error == "BrokenLine":
        raise Decided(Verdict.TAMPERED if role == "submission" else Verdict.GRADER_ERROR, answer.text)
    if answer.error:
        raise _failed(role, "the call raised", answer.text)
    if answer.odd:
        verdict = Verdict.WRONG if role == "submission" else Verdict.GRADER_ERROR
        raise Decided(verdict, f"returned what it should not: {answer.odd}")
    return answer


def _failed(role: str, what: str, said: str) -> Decided:
    lines = said.strip().splitlines()
    cause = f"{what}: {lines[-1].strip()}" if lines else what
    evidence = (Text("traceback", said.strip()),) if lines else ()
    if role == "submission":
        return Decided(Verdict.CRASHED, cause, *evidence)
    return Decided(Verdict.GRADER_ERROR, f"the {role}: {cause}", *evidence)


def same(one: object, other: object) -> bool:
    """Whether two plain values are equal in type, too: 1 is not True, and no ``__eq__`` is asked."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def must_agree(value: object, expected: object) -> None:
    """Hold the submission's value against a known-good one.

    Raises:
        Decided: they differ.
    """
    if not same(value, expected):
        raise Decided(Verdict.WRONG, f"returned {_short(value)}, expected {_short(expected)}")


def _short(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 80 else said[:77] + "..."  # noqa: PLR2004  a line's width
