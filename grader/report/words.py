"""What each verdict is called and means, and how it is marked."""

from __future__ import annotations

from grader.verdict import Verdict

MEANING = {
    Verdict.PASSED: "Every check holds.",
    Verdict.WRONG: "A result or a behaviour is not what the task asks for.",
    Verdict.RACE: "It holds under some schedules and breaks under others.",
    Verdict.DEADLOCK: "All that is left waits, and nobody can wake it.",
    Verdict.LIVELOCK: "Threads run for ever and none of them gets on.",
    Verdict.TIMED_OUT: "It did not end in the time that a right answer needs many times over.",
    Verdict.CRASHED: "It ended by an error of its own before it could be judged.",
    Verdict.LEAKED: "It left something behind: a thread, a process, a pipe, shared memory.",
    Verdict.SLOW: "The result is right; the work was not done side by side, or cost too much.",
    Verdict.WRONG_TOOL: "Threads where the work needs the CPU, or processes where it only waits.",
    Verdict.TAMPERED: "It changed the judging instead of answering.",
    Verdict.INCONCLUSIVE: "It cannot be decided here. This is no pass, and nothing held against the answer.",
    Verdict.GRADER_ERROR: "The grader or the kata failed. This says nothing about the answer.",
    Verdict.SKIPPED: "Not judged.",
}

_GOOD = {Verdict.PASSED}
_OPEN = {Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR}


def name(verdict: Verdict) -> str:
    """The verdict as two plain words at most."""
    return verdict.value.replace("_", " ")


def colour(verdict: Verdict) -> str:
    """Green, yellow where nothing is decided, dim where nothing was asked, else red."""
    if verdict in _GOOD:
        return "green"
    if verdict is Verdict.SKIPPED:
        return "dim"
    return "yellow" if verdict in _OPEN else "red"


def mark(verdict: Verdict, *, unicode: bool) -> str:
    """One sign that tells the states apart without colour."""
    if verdict in _GOOD:
        return "✓" if unicode else "+"
    if verdict is Verdict.SKIPPED:
        return "–" if unicode else "-"  # noqa: RUF001  a dash, in the column of the marks
    if verdict in _OPEN:
        return "?"
    return "✗" if unicode else "x"
