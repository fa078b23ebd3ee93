"""What a worker says to its parent: one JSON message a line, on a descriptor of its own.

Order of a run: one ``Collected``, sent before the submission is first imported; then for each check
``Started``, any number of ``Progress``, and ``Finished``; at last ``Done``. Every message carries the
run's token, which the parent handed over on standard input. A message without it was not made by the
worker, and makes the verdict ``tampered``; a check without ``Finished`` is never a pass.
"""

from __future__ import annotations

from msgspec import Struct

from grader.verdict import CheckResult, Step, Verdict  # noqa: TC001  msgspec resolves annotations at run time

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
    command line adds (``inputs``: the seed of a suite's random inputs, ``replay``, ``seed``, ``extended``).
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


THREAD_ENDED = "a thread ended with an exception: "
"""How a line begins that the worker writes to stderr, for the case that no result comes any more."""


class Started(Struct, frozen=True, tag="started"):
    """The check now running; ``written``: bytes that stdout and stderr had before it."""

    token: str
    check: str
    written: tuple[int, int] = (0, 0)


class Progress(Struct, frozen=True, tag="progress"):
    """How far the running check is, for the terminal.

    A worker that searches says how many ``schedules`` it has run, that it is at those with ``bound``
    preemptions, and that at most ``left`` CPU seconds more are spent on this check. The parent adds the
    rest: ``stage``, the check's ``number`` among ``of``, its ``sentence``, and ``verdict`` when it is over.
    """

    token: str
    check: str
    text: str
    verdict: Verdict | None = None
    schedules: int = 0
    bound: int = -1
    left: float = -1.0
    stage: str = ""
    number: int = 0
    of: int = 0
    sentence: str = ""


class Finished(Struct, frozen=True, tag="finished"):
    """What a check found."""

    token: str
    result: CheckResult


class Done(Struct, frozen=True, tag="done"):
    """The worker ended as it should, after ``checks`` checks."""

    token: str
    checks: int


class Standing(Struct, frozen=True):
    """Where a thread is in an execution that a person plays.

    ``state``: ready, waits (for ``resource``, which ``holder`` has), new (nothing of it has run), ended.
    """

    thread: str
    state: str
    path: str = ""
    line: int = 0
    source: str = ""
    resource: str = ""
    holder: str = ""


class Choice(Struct, frozen=True):
    """What may come next: ``thread`` makes its ``step``, its time-out ``fires``, or its process ``dies``."""

    code: int
    number: int
    thread: str
    kind: str


class Position(Struct, frozen=True, tag="position"):
    """What a person sees who plays: the steps so far, where everybody stands, what may come next.

    ``made`` are the choices up to here, without those that were clear; ``result`` is there at the end.
    """

    token: str
    made: tuple[int, ...]
    steps: tuple[Step, ...]
    threads: tuple[str, ...]
    standing: tuple[Standing, ...]
    choices: tuple[Choice, ...]
    result: CheckResult | None = None


class Turn(Struct, frozen=True):
    """What the parent asks of a worker that plays, a JSON line: the position after these choices."""

    made: tuple[int, ...]


Message = Collected | Started | Progress | Finished | Done
