"""What a worker says to its parent: one JSON message a line, on a descriptor of its own.

Order of a run: one ``Collected``, sent before the submission is first imported; then for each check
``Started``, any number of ``Progress``, and ``Finished``; at last ``Done``. Every message carries the
run's token, which the parent handed over on standard input. A message without it was not made by the
worker, and makes the verdict ``tampered``; a check without ``Finished`` is never a pass.
"""

from __future__ import annotations

from msgspec import Struct

from grader.verdict import CheckResult, Verdict  # noqa: TC001  msgspec resolves annotations at run time

# Progress texts by which the parent knows whether a check that died was still importing the submission.
IMPORTING = "importing the submission"
IMPORTED = "imported the submission"

# Exit codes that help to word a failure; nothing passes or fails by them.
OWN_FAULT = 70
LINE_CLOSED = 71


class Job(Struct, frozen=True, kw_only=True):
    """What the parent asks of a worker, as JSON on its standard input.

    ``suite`` is the path of the hidden suite, ``submission`` that of the file to judge, ``checks`` the
    names to run (empty: all), ``limits`` the stage's table of ``kata.toml``, ``options`` what the
    command line adds (``seed``, ``replay``, ``extended``).
    """

    stage: str
    token: str
    suite: str
    submission: str
    kata: str
    solutions: str
    checks: tuple[str, ...] = ()
    limits: dict[str, float | int | str | bool | list[str]] = {}
    options: dict[str, float | int | str | bool] = {}


class Collected(Struct, frozen=True, tag="collected"):
    """The suite's checks, name and sentence, in order."""

    token: str
    checks: tuple[tuple[str, str], ...]


class Started(Struct, frozen=True, tag="started"):
    """The check now running."""

    token: str
    check: str


class Progress(Struct, frozen=True, tag="progress"):
    """How far the running check is, for the terminal; the parent adds ``verdict`` when it is over."""

    token: str
    check: str
    text: str
    verdict: Verdict | None = None


class Finished(Struct, frozen=True, tag="finished"):
    """What a check found."""

    token: str
    result: CheckResult


class Done(Struct, frozen=True, tag="done"):
    """The worker ended as it should, after ``checks`` checks."""

    token: str
    checks: int


Message = Collected | Started | Progress | Finished | Done
