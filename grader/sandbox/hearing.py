"""What the messages of a worker prove.

Everything that is not exactly as ``protocol`` says counts against the submission, since nothing but the
submission could have sent it. The clock is the parent's, and so are the sentences: those collected
before the submission was imported.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from grader.protocol import (
    IMPORTED,
    IMPORTING,
    Collected,
    Done,
    Finished,
    Message,
    Progress,
    Started,
)
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.verdict import CheckResult

_DECODER = msgspec.json.Decoder(Message)


class Forged(Exception):
    """A message that the worker cannot have sent."""


@dataclass
class Hearing:
    """Takes in messages with ``token`` about ``wanted`` (none: all checks), and tells of progress.

    ``before`` checks of ``stage`` have had their result in an earlier run. With ``exitfirst``, nothing is
    heard after a check that failed.
    """

    wanted: tuple[str, ...]
    tell: Callable[[Progress], None]
    stage: str = ""
    before: int = 0
    exitfirst: bool = False
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    collected: bool = False
    sentences: dict[str, str] = field(default_factory=dict)
    results: dict[str, CheckResult] = field(default_factory=dict)
    written: dict[str, tuple[int, int]] = field(default_factory=dict)
    running: str = ""
    latest: str = ""
    importing: bool = False
    done: bool = False
    since: float = field(default_factory=time.monotonic)

    def take(self, line: bytes) -> None:
        """Take in one message.

        Raises:
            Forged: it cannot be the worker's.
        """
        if self.exitfirst and self.failed:
            return
        try:
            message = _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Forged("something that is no message was written to the grader's results") from None
        if not secrets.compare_digest(message.token.encode(), self.token.encode()):
            raise Forged("a message without this run's token was written to the grader's results")
        if self.done or self.collected is isinstance(message, Collected):
            raise Forged("messages of the worker came in an order that it does not send them in")
        match message:
            case Collected():
                self._collected(message)
            case Started():
                self._started(message)
            case Progress():
                self._progress(message)
            case Finished():
                self._finished(message)
            case Done():
                self._done(message)

    @property
    def failed(self) -> bool:
        """Whether a check has failed."""
        return any(result.verdict.exit_code == 1 for result in self.results.values())

    def blamed(self) -> str:
        """The first check with a result that did not pass; empty, if there is none."""
        return next((name for name, found in self.results.items() if found.verdict is not Verdict.PASSED), "")

    def during(self, check: str) -> tuple[slice, slice]:
        """Where ``check`` wrote to stdout, and to stderr from it on: a child may die a moment later."""
        if check not in self.written:
            return slice(None), slice(None)
        printed, errors = self.written[check]
        after = list(self.written.values())[list(self.written).index(check) + 1 :]
        return slice(printed, after[0][0] if after else None), slice(errors, None)

    @property
    def over(self) -> bool:
        """Whether no more is to be heard."""
        return self.done or (self.exitfirst and self.failed)

    def seconds(self) -> float:
        """How long the running check has taken."""
        return time.monotonic() - self.since

    def _collected(self, message: Collected) -> None:
        self.collected = True
        self.sentences = dict(message.checks)
        if self.wanted and not set(self.sentences) <= set(self.wanted):
            raise Forged("checks were collected that nobody asked for")

    def _started(self, message: Started) -> None:
        check = message.check
        if self.running or check not in self.sentences or check in self.results:
            raise Forged(f"`{check}` was started out of turn")
        self.running, self.since, self.importing = check, time.monotonic(), False
        self.written[check] = message.written
        self.tell(self._with_place(Progress("", check, "running")))

    def _progress(self, message: Progress) -> None:
        if message.check != self.running:
            raise Forged(f"progress came of `{message.check}`, which does not run")
        if message.text in {IMPORTING, IMPORTED}:
            self.importing = message.text == IMPORTING
        else:
            self.tell(self._with_place(replace(message, token="", verdict=None)))

    def _finished(self, message: Finished) -> None:
        name = message.result.check
        if not self.running or name != self.running:
            raise Forged(f"a result came of `{name}`, which does not run")
        seconds = self.seconds()
        self.results[name] = replace(message.result, sentence=self.sentences[name], seconds=seconds)
        self.running, self.latest, self.importing = "", name, False
        verdict = message.result.verdict
        self.tell(self._with_place(Progress("", name, verdict.value, verdict)))

    def _with_place(self, progress: Progress) -> Progress:
        """``progress`` with the check's sentence, and its place among all."""
        names = list(self.sentences)
        return replace(
            progress,
            stage=self.stage,
            sentence=self.sentences[progress.check],
            number=self.before + names.index(progress.check) + 1,
            of=self.before + len(names),
        )

    def _done(self, message: Done) -> None:
        if message.checks != len(self.sentences) or self.results.keys() != self.sentences.keys():
            raise Forged("the worker said that it was done before it was")
        self.done = True
