"""One module in a runner of its own, as the benchmark stage sees it: load, run a call measured, close.

Whatever comes back over the pipe was made where the submission lives: it is decoded as plain data
against a schema, carries the request's token, and is never a clock or a verdict.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import secrets
import select
import subprocess
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Self

import msgspec

from grader.measure import Meter, Usage, watch
from grader.worker import runner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LOAD_SECONDS = 60.0  # no verdict hangs on it: a module that takes longer to import is reported as such


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a runner says: the value, or the exception that left the call, or why the value is ``odd``.

    ``gil`` and ``interpreters`` are asked after the call: an import can turn the GIL on, and only who
    has loaded the module for interpreters can have threads that run side by side with it.
    """

    token: str
    value: Any = None
    gil: bool = True
    interpreters: bool = False
    error: str = ""
    text: str = ""
    odd: str = ""


class Round(msgspec.Struct, frozen=True):
    """One call: its answer (None: there was none), what it used, and whether we stopped it."""

    answer: Answer | None
    usage: Usage
    stopped: bool = False


class Contender:
    """A runner child that has loaded one module.

    ``folders`` go to the head of its ``sys.path``; ``module`` and ``suite`` are imported by name from
    there; ``method`` becomes the default start method ("" leaves Python's own); ``rights`` are all that is
    left to the process once the suite is loaded (None: those of this one).
    """

    def __init__(
        self,
        folders: Sequence[str],
        module: str,
        suite: str,
        method: str = "",
        rights: dict[str, list[str]] | None = None,
    ) -> None:
        ask, self._requests = os.pipe()
        self._answers, tell = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own module
                [sys.executable, "-P", "-m", runner.__name__, str(ask), str(tell)],
                stdin=subprocess.DEVNULL,
                pass_fds=(ask, tell),
            )
        finally:
            os.close(ask)
            os.close(tell)
        self._asked: dict[str, object] = {
            "folders": list(folders),
            "module": module,
            "suite": suite,
            "method": method,
            "rights": rights,
        }
        self._meter: Meter | None = None
        self._heard = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self) -> Answer | None:
        """Import the module and the suite; None if the runner died or never came back."""
        token = self._send(self._asked)
        end = monotonic() + _LOAD_SECONDS
        while monotonic() < end:
            answer = self._receive(token, 0.05)
            if answer is not None:
                return answer
            if self._process.poll() is not None:
                return self._receive(token, 0.0)
        return None

    def run(self, function: str, arguments: Sequence[object], enough: Callable[[Meter], bool]) -> Round:
        """Call the suite's ``function(module, *arguments)``; ``enough`` may stop it for what it used."""
        self._meter = meter = Meter(self._process.pid)
        stopped = False
        self._heard = 0

        def stop(meter: Meter) -> bool:
            nonlocal stopped
            stopped = enough(meter)
            return stopped

        token = self._send({"function": function, "arguments": list(arguments)})
        answer = watch(meter, lambda pause: self._receive(token, pause), stop)
        usage = meter.stop()
        if usage.sent is not None:  # the runner's answer is written by the same process, and is no work
            usage = dataclasses.replace(usage, sent=max(0, usage.sent - self._heard))
        return Round(answer, usage, stopped and answer is None)

    def close(self) -> None:
        """Kill what is left of the tree and reap it."""
        meter = self._meter or Meter(self._process.pid)
        meter.kill()
        self._process.kill()
        self._process.wait()
        meter.kill()  # what the root's end has just made our own
        for descriptor in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def _send(self, request: dict[str, object]) -> str:
        token = secrets.token_hex(8)
        with contextlib.suppress(BrokenPipeError):  # it died: that shows when no answer comes
            runner.send(self._requests, msgspec.msgpack.encode(request | {"token": token}))
        return token

    def _receive(self, token: str, timeout: float) -> Answer | None:
        ready, _, _ = select.select([self._answers], [], [], timeout)
        if not ready:
            return None
        said = runner.receive(self._answers)
        if said is None:  # the line is closed: the process ends, or cannot answer any more and will
            sleep(0.01)
            return None
        self._heard = runner.size(said)
        try:
            answer = msgspec.msgpack.decode(said, type=Answer)
        except msgspec.MsgspecError as error:
            return Answer(token, error="BrokenLine", text=f"the runner's answer is malformed: {error}")
        if answer.token != token:
            return Answer(token, error="BrokenLine", text="the runner answered what was not asked")
        return answer
