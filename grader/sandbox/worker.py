"""One worker: started in a room of its own, listened to, watched, and ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import secrets
import selectors
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.sandbox.output import Output
from grader.sandbox.room import Room, vacant
from grader.sandbox.tree import Tree, adopt_orphans

if TYPE_CHECKING:
    from collections.abc import Callable

_TICK = 0.02
_LATEST = 0.1  # a fork bomb makes looking dear, and is no reason to look less often
_LONGEST_LINE = 8 << 20
_LONGEST = 128 << 20
_GUARD = str(Path(__file__).with_name("guard.py"))


class Flooded(Exception):
    """More, or longer lines, came on the results descriptor than any worker sends."""


@dataclass(frozen=True)
class Limits:
    """What a run may use; ``processes`` and ``memory_mib`` are those of the whole tree."""

    memory_mib: int = 2048
    processes: int = 200
    disk_mib: int = 2048

    def excess(self, tree: Tree, pids: list[int], room: Room) -> str:
        """Say what ``pids`` use too much of, if anything."""
        if len(pids) > self.processes:
            return f"started more than {self.processes} processes"
        bytes_allowed = self.memory_mib << 20
        if tree.memory(pids, bytes_allowed) > bytes_allowed:
            return f"used more than {self.memory_mib} MiB of memory"
        return room.excess(self.disk_mib)


class Worker:
    """A running worker; leaving the context ends and removes everything, whatever happened."""

    def __init__(  # noqa: PLR0913  what it is told, and what it may have
        self,
        job: Callable[[Room], bytes],
        *,
        source: bytes,
        shown: str,
        suites: Path,
        fixed_hashes: bool = False,
        asked: bool = False,
    ) -> None:
        self.mark = secrets.token_hex(16)
        self._job = job
        self._source, self._shown = source, shown
        self._suites, self._fixed_hashes = suites, fixed_hashes
        self._asked = asked
        self._requests = -1
        self._stack = contextlib.ExitStack()
        self._buffer = b""
        self._received = 0
        self._open = True
        self._next_look = 0.0
        self._alive: list[int] = []

    def __enter__(self) -> Self:
        with self._stack:
            self._start()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _start(self) -> None:
        """Start the guard, then the worker; each step registers how it is undone."""
        stack = self._stack
        adopt_orphans()
        directory = vacant()
        guard = subprocess.Popen(  # noqa: S603  our own interpreter and file
            [sys.executable, "-I", "-S", _GUARD, self.mark, str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={"PATH": os.defpath},
        )
        stack.callback(_end, guard)  # the last to go, as it was the first to come
        self.room = Room(self._source, self._shown, self.mark, directory)
        stack.callback(self.room.leave)
        self.output = Output(self.room.directory / "output")
        stack.callback(self.output.close)
        self.errors = Output(self.room.directory / "errors")
        stack.callback(self.errors.close)
        self._results, theirs = os.pipe()
        stack.callback(os.close, self._results)
        stack.callback(self._end_tree)  # before there is one: an interrupt may come at any time
        passed, descriptors = [theirs], {"GRADER_RESULTS_FD": str(theirs)}
        if self._asked:
            read, self._requests = os.pipe()
            stack.callback(os.close, self._requests)
            passed.append(read)
            descriptors["GRADER_REQUESTS_FD"] = str(read)
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.worker"],
                stdin=subprocess.PIPE,
                stdout=self.output.descriptor,
                stderr=self.errors.descriptor,
                pass_fds=passed,
                start_new_session=True,
                cwd=self.room.work,
                env=self.room.environment(self._suites, fixed_hashes=self._fixed_hashes) | descriptors,
            )
        finally:
            for descriptor in passed:
                os.close(descriptor)
        self.tree = Tree(self.process.pid, self.mark)
        for pipe, text in ((guard.stdin, b"%d\n" % self.process.pid), (self.process.stdin, b"")):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.write(text or self._job(self.room))
                    pipe.flush()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        os.set_blocking(self._results, False)
        self._selector = stack.enter_context(selectors.DefaultSelector())
        self._selector.register(self._results, selectors.EVENT_READ)
        with contextlib.suppress(OSError, AttributeError):
            ended = os.pidfd_open(self.process.pid)
            stack.callback(os.close, ended)
            self._selector.register(ended, selectors.EVENT_READ)

    def ask(self, line: bytes) -> None:
        """Send a line to a worker that was made to be asked."""
        with contextlib.suppress(OSError):  # it has ended; `receive` and `ended` say so
            os.write(self._requests, line + b"\n")

    def receive(self) -> list[bytes]:
        """Wait for at most a tick; give the lines that came.

        Raises:
            Flooded: too many bytes, or too many without a newline.
        """
        self._selector.select(_TICK)
        return self._drain()

    def ended(self) -> bool:
        """Tell whether nothing more can come: the worker ended, or its line to us was closed."""
        return not self._open or self.process.poll() is not None

    def last(self) -> list[bytes]:
        """Give what still was in the line when the worker ended."""
        return self._drain()

    def status(self, patience: float = 1.0) -> int | None:
        """Give the exit status, once the worker has had ``patience`` to end; None if it has not."""
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def look(self, during: str, *, now: bool = False) -> list[int]:
        """Give the members of the tree, looked for anew when that is due."""
        start = time.monotonic()
        if now or start >= self._next_look:
            self.output.trim()
            self.errors.trim()
            self._alive = self.tree.look(during)
            cost = time.monotonic() - start
            self._next_look = start + min(max(_TICK, 25 * cost), _LATEST)
        return self._alive

    def _drain(self) -> list[bytes]:
        lines: list[bytes] = []
        while self._open:
            try:
                part = os.read(self._results, 1 << 16)
            except BlockingIOError:
                break
            if not part:
                self._open = False
                self._selector.unregister(self._results)
                break
            self._received += len(part)
            whole, newline, rest = (self._buffer + part).rpartition(b"\n")
            if newline:
                lines += whole.split(b"\n")
            self._buffer = rest
            if self._received > _LONGEST or len(self._buffer) > _LONGEST_LINE:
                raise Flooded
        return [self.room.known(line) for line in lines]

    def _end_tree(self) -> None:
        tree = getattr(self, "tree", None) or Tree(-1, self.mark)
        tree.kill()
        process = getattr(self, "process", None)
        if process is not None:
            process.kill()
            process.wait()
        tree.reap()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
