"""Text that names places in files: whose a line of a stack is, and which lines of the source it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.report.html import timeline
from grader.report.html.text import shown
from grader.verdict import Interleaving, Text, WaitFor

if TYPE_CHECKING:
    from grader.verdict import CheckResult

_HEAD, _TAIL = 400, 1200  # lines of captured text that are kept; its end says most
_LIBRARY = re.compile(r"(?<=[\s\"'(])/\S*/(?=(?:lib|lib64)/python3\.\d+/)|^/\S*/(?=lib/python3\.\d+/)")


@dataclass(frozen=True)
class Captured:
    """A traceback, stacks, or what was printed: whose each line is, and the line."""

    title: str
    lines: tuple[tuple[str, str], ...]
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Where:
    """The directory that paths are shown without, and the name of the submission's file."""

    base: str
    file: str


def captured(part: Text, where: Where) -> Captured:
    """What ``part`` holds, whatever its length, fit to be shown."""
    lines = without(part.body, where.base).expandtabs().strip("\n").split("\n")
    if len(lines) > _HEAD + _TAIL + 1:
        lines[_HEAD:-_TAIL] = [f"… {len(lines) - _HEAD - _TAIL} lines left out …"]
    return Captured(shown(part.title), tuple((_whose(line, where.file), _shorter(line)) for line in lines))


def _whose(line: str, file: str) -> str:
    """Whether a line of stacks lies in the submission ``file``, or in Python's own library."""
    if file and re.search(rf"(?<![\w.]){re.escape(file)}\b", line):
        return "own"
    return "library" if "/lib/python3." in line else ""


def _shorter(line: str) -> str:
    """``line`` without the place where Python lies on this machine."""
    return shown(_LIBRARY.sub("", line))


def without(text: str, base: str) -> str:
    """``text`` without the directory that all paths begin with."""
    return text.replace(f"{base}/", "") if base else text


def touched(check: CheckResult | None, file: str) -> dict[int, tuple[str, ...]]:
    """The lines of the submission that ``check`` speaks of, and the threads that came there."""
    if check is None:
        return {}
    steps = [step for part in check.evidence if isinstance(part, Interleaving) for step in part.steps]
    found = timeline.touched(steps)
    said = [part.body for part in check.evidence if isinstance(part, Text)]
    said += [wait.where for part in check.evidence if isinstance(part, WaitFor) for wait in part.waits]
    names = "|".join(re.escape(name) for name in {file, "attempt.py"} if name)
    named = re.compile(rf"(?<![\w.])(?:{names})(?::|\", line )(\d{{1,6}})\b")
    for text in (check.cause, *said):
        for match in named.finditer(text):
            found.setdefault(int(match[1]), ())
    return found
