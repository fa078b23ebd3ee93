"""Where a hung process tree is: every stack of every process, the learner's frames first.

Each Python in the tree was started with its fault handler on, so SIGABRT makes it print the stacks of
all its threads to the worker's error file and end. The tree is stopped first and each process let go
alone, so that no stack is one that another's death has caused.
"""

from __future__ import annotations

import contextlib
import linecache
import os
import re
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.sandbox.output import Output
    from grader.sandbox.tree import Tree

_THREAD = re.compile(r"^(?:Current thread|Thread) 0x0*([0-9a-f]+)(?: \[(.*)\])? \(most recent call first\):")
_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')
_MOST_PROCESSES = 12
_WAIT = 1.0


@dataclass(frozen=True)
class Frame:
    """A line of a stack."""

    path: str
    line: int
    function: str


@dataclass(frozen=True)
class Stack:
    """One thread's stack, innermost frame first."""

    process: str
    thread: str
    frames: tuple[Frame, ...]


def dump(tree: Tree, errors: Output) -> list[Stack]:
    """Take the stacks of the whole tree; every process that gave its own has ended by that."""
    stacks: list[Stack] = []
    alive = [pid for pid in tree.freeze() if not tree.is_helper(pid)]
    for number, pid in enumerate(alive[:_MOST_PROCESSES]):
        name = "the check's process" if pid == tree.root else f"child process {number}"
        before = errors.size()
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGABRT)
            os.kill(pid, signal.SIGCONT)
        end = time.monotonic() + _WAIT
        while time.monotonic() < end:
            now = tree.table.stat(pid)
            if now is None or now.state in "ZX":
                break
            time.sleep(0.002)
        stacks += parse(errors.since(before), name)
    return stacks


def parse(text: str, process: str) -> list[Stack]:
    """Read what the fault handler of ``process`` printed."""
    stacks: list[Stack] = []
    for line in text.splitlines():
        if head := _THREAD.match(line):
            stacks.append(Stack(process, head[2] or f"thread {head[1][-6:]}", ()))
        elif stacks and (frame := _FRAME.match(line)):
            last = stacks[-1]
            found = Frame(frame[1], int(frame[2]), frame[3])
            stacks[-1] = Stack(last.process, last.thread, (*last.frames, found))
    return stacks


def own(stack: Stack, submission: str) -> Frame | None:
    """Give the innermost frame in the submission."""
    return next((frame for frame in stack.frames if frame.path == submission), None)


def importing(stacks: list[Stack], submission: str) -> bool:
    """Tell whether a stack is in the submission's own top level."""
    return any(
        frame.path == submission and frame.function == "<module>"
        for stack in stacks
        for frame in stack.frames
    )


def cause(stacks: list[Stack], submission: str) -> str:
    """Say in a line where the learner's code is, stack by stack."""
    seen = []
    for stack in stacks:
        frame = own(stack, submission)
        if frame is not None:
            where = f"{submission}:{frame.line} in {frame.function}"
            if where not in seen:
                seen.append(where)
    more = f" and {len(seen) - 3} more places" if len(seen) > 3 else ""  # noqa: PLR2004  a line holds three
    return ", ".join(seen[:3]) + more


def show(stacks: list[Stack], submission: str, suites: str) -> str:
    """Lay the stacks out, those with the learner's frames first; the suite's frames give no source."""
    blocks = []
    for stack in sorted(stacks, key=lambda stack: own(stack, submission) is None):
        outermost = max(
            (n for n, frame in enumerate(stack.frames) if frame.path == submission or _in(frame, suites)),
            default=len(stack.frames) - 1,
        )
        lines = [f"{stack.process}, {stack.thread}:"]
        for frame in stack.frames[: outermost + 1]:
            if _in(frame, suites):
                lines.append(f"  in the check's own {frame.function}")
                continue
            lines.append(f"  {frame.path}:{frame.line} in {frame.function}")
            if frame.path == submission and (source := linecache.getline(frame.path, frame.line).strip()):
                lines.append(f"    {source}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _in(frame: Frame, folder: str) -> bool:
    return frame.path.startswith(folder + os.sep)
