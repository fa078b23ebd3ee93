"""From an exception that left a check to a verdict, a cause in one line, and the evidence.

A learner sees what was expected and what was seen, and the frames of the submission and of the
standard library below it; never a line of the suite.
"""

from __future__ import annotations

import linecache
from typing import TYPE_CHECKING

import pytest
from _pytest.outcomes import OutcomeException  # Failed, Skipped, Exit and XFailed have no public root

from grader.verdict import CheckResult, Evidence, Text, Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from types import TracebackType

_LONGEST = 300
_MOST_FRAMES = 40
_MOST_LINES = 60


def explain(error: BaseException, *, submission: str, suite: str) -> CheckResult:
    """Say what ``error``, raised by a check, means for the submission."""
    frames = _frames(error.__traceback__)
    own = [frame for frame in frames if frame[0] == submission]
    evidence: tuple[Evidence, ...] = _evidence(error, frames, submission=submission, suite=suite)
    verdict, cause = Verdict.WRONG, ""
    if isinstance(error, Finding):
        verdict, cause = error.verdict, error.cause
        evidence = error.evidence or evidence
        if verdict in {Verdict.PASSED, Verdict.SKIPPED}:
            verdict, cause = Verdict.TAMPERED, f"a check cannot fail with {verdict.value}"
    elif isinstance(error, pytest.skip.Exception):
        verdict = Verdict.TAMPERED if own else Verdict.INCONCLUSIVE
        cause = f"the check was skipped: {_line(error)}"
    elif isinstance(error, OutcomeException):
        verdict = Verdict.TAMPERED if own else Verdict.WRONG
        cause = _line(error).replace("DID NOT RAISE", "did not raise")
    elif isinstance(error, AssertionError) and not own:
        cause = _seen(error)
    elif isinstance(error, NotImplementedError) and own:
        path, line, name = own[-1]
        cause = f"TODO in {name}() ({path}:{line}) is not written yet"
    elif isinstance(error, SystemExit) and own:
        verdict, cause = Verdict.CRASHED, f"sys.exit() was called: {describe(error)}{_at(own)}"
    elif isinstance(error, AttributeError) and getattr(error.obj, "__file__", None) == submission:
        cause = f"{submission} has no `{error.name}`"
    else:
        cause = f"{describe(error)}{_at(own)}"
    return CheckResult(check="", sentence="", verdict=verdict, cause=cause, evidence=evidence)


def import_failure(error: BaseException, *, submission: str) -> Finding:
    """Name the exception that importing the submission raised."""
    frames = _frames(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename == submission:
        cause = f"{submission}:{error.lineno or 1}: {type(error).__name__}: {error.msg}"
        body = (error.text or "").rstrip("\n")
        if error.offset and error.offset > 0:
            body += "\n" + " " * (error.offset - 1) + "^"
        return Finding(Verdict.CRASHED, cause, (Text(f"line {error.lineno}", body),))
    own = [frame for frame in frames if frame[0] == submission]
    cause = f"importing it raised {describe(error)}{_at(own)}"
    return Finding(
        Verdict.CRASHED, cause, _evidence(error, frames, submission=submission, suite="", force=True)
    )


def describe(error: BaseException) -> str:
    """Give the type of ``error`` and the first line of what it says."""
    said = _line(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _line(error: BaseException) -> str:
    try:
        said = str(error).strip().split("\n", 1)[0]
    except Exception as inner:  # noqa: BLE001  a submission's __str__ can raise anything
        said = f"(its text raised {type(inner).__name__})"
    return said if len(said) <= _LONGEST else said[:_LONGEST] + " ..."


def _seen(error: AssertionError) -> str:
    """Turn what the suite asserted into a sentence; without a message pytest's comparison is all."""
    said = _line(error)
    if said.startswith("assert "):
        return f"not so: {said.removeprefix('assert ')}"
    return said or "the check's condition does not hold"


def _at(own: list[tuple[str, int, str]]) -> str:
    if not own:
        return ""
    path, line, name = own[-1]
    return f" ({path}:{line} in {name})"


def _frames(traceback: TracebackType | None) -> list[tuple[str, int, str]]:
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        found.append((code.co_filename, traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    return found


def _evidence(
    error: BaseException,
    frames: list[tuple[str, int, str]],
    *,
    submission: str,
    suite: str,
    force: bool = False,
) -> tuple[Text, ...]:
    """Show the frames from the submission's first one on, or the whole of a failed comparison."""
    first = next((number for number, frame in enumerate(frames) if frame[0] == submission), None)
    if first is None:
        text = _whole(error) if isinstance(error, AssertionError) or force else ""
        return (Text("what was seen", text),) if "\n" in text else ()
    lines = []
    for path, line, name in frames[first:][-_MOST_FRAMES:]:
        if path == suite or path.startswith("<"):
            lines.append(f"  in the check's own {name}")
            continue
        lines.append(f"  {path}:{line} in {name}")
        source = linecache.getline(path, line).strip()
        if source:
            lines.append(f"    {source}")
    lines.append(describe(error))
    return (Text("traceback", "\n".join(lines)),)


def _whole(error: BaseException) -> str:
    try:
        lines = str(error).splitlines()
    except Exception:  # noqa: BLE001  a submission's __repr__ can raise anything
        return ""
    kept = lines[:_MOST_LINES]
    if len(lines) > len(kept):
        kept.append(f"... {len(lines) - len(kept)} more lines")
    return "\n".join(kept)


def thread_failures(raised: list[tuple[str, BaseException]], *, submission: str) -> tuple[Text, ...]:
    """Show what ended threads of the submission; evidence, and not by itself a failure."""
    lines = []
    for name, error in raised:
        own = [frame for frame in _frames(error.__traceback__) if frame[0] == submission]
        lines.append(f"{name}: {describe(error)}{_at(own)}")
    return (Text("exceptions that ended threads", "\n".join(lines)),) if lines else ()
