"""A scenario that a person steps by hand: the worker that plays it, asked for one position at a time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

import msgspec

from grader.errors import InternalError, KataError, UsageError
from grader.protocol import Collected, Done, Finished, Job, Message, Position, Progress, Started, Turn
from grader.sandbox.worker import Worker

if TYPE_CHECKING:
    from grader.kata import Kata
    from grader.sandbox.room import Room
    from grader.submission import Submission

_STAGE = "schedules"
_PATIENCE = 60.0
type Said = Collected | Started | Progress | Finished | Done | Position
_DECODER = msgspec.json.Decoder(Message | Position)


class Game:
    """One worker that plays the scenario ``check``, or only says which there are; leaving ends it."""

    def __init__(self, kata: Kata, submission: Submission, check: str = "") -> None:
        limits, suite = kata.limits(_STAGE), kata.suite(_STAGE)
        if limits.get("skip") or not suite.is_file():
            why = f": {limits['skip']}" if limits.get("skip") else ""
            raise UsageError(f"{kata.id[:6]} has no scenarios to play{why}")
        self._kata, self._check = kata, check

        def job(room: Room) -> bytes:
            return msgspec.json.encode(
                Job(
                    stage="play",
                    token="play",  # noqa: S106  no verdict rests on what it says
                    suite=str(suite.resolve()),
                    submission=str(room.submission),
                    kata=kata.id,
                    solutions=str(kata.solutions.resolve()),
                    checks=(check,) if check else (),
                    limits=limits,
                )
            )

        self._worker = Worker(
            job,
            source=submission.data,
            shown=str(submission.path),
            suites=suite.resolve().parent,
            fixed_hashes=True,
            asked=True,
        )
        self.scenarios: dict[str, str] = {}
        self._lines: list[bytes] = []

    def __enter__(self) -> Self:
        self._worker.__enter__()
        try:
            self._collect()
        except BaseException:
            self._worker.__exit__()
            raise
        return self

    def _collect(self) -> None:
        """Learn which scenarios there are."""
        message = self._next()
        if not isinstance(message, Collected):
            raise _out_of_turn(message)
        self.scenarios = dict(message.checks)
        if self._check and self._check not in self.scenarios:
            raise _no_such(self._kata, self._check)

    def __exit__(self, *_: object) -> None:
        self._worker.__exit__()

    def after(self, made: tuple[int, ...]) -> Position:
        """The position after these choices.

        Raises:
            UsageError: the submission cannot be played at all.
        """
        self._worker.ask(msgspec.json.encode(Turn(made)))
        while True:
            message = self._next()
            if isinstance(message, Position):
                return message
            if isinstance(message, Finished):
                raise UsageError(f"it cannot be played: {message.result.cause}")
            if not isinstance(message, (Started, Progress)):
                raise _out_of_turn(message)

    def _next(self) -> Said:
        end = time.monotonic() + _PATIENCE
        while True:
            if self._lines:
                message: Said = _DECODER.decode(self._lines.pop(0))
                return message
            self._lines = self._worker.receive()
            if not self._lines and self._worker.ended():
                self._lines = self._worker.last()
                if not self._lines:
                    errors = self._worker.room.known_text(self._worker.errors.text()).strip()
                    raise KataError(
                        f"{self._kata.suite(_STAGE)}: the worker ended before it answered\n{errors}"
                    )
            if not self._lines and time.monotonic() > end:
                raise UsageError(
                    "the program does not come to a step that it shares with others; `grader check"
                    f" {self._kata.id[:6]}` says more"
                )


def _no_such(kata: Kata, check: str) -> UsageError:
    short = kata.id[:6]
    return UsageError(f"{short} has no scenario {check!r}; `grader play {short} --list` shows them")


def _out_of_turn(message: Said) -> InternalError:
    return InternalError(f"the worker that plays said {type(message).__name__} out of turn")
