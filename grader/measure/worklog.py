"""A log of calls that a suite hands out: item, process, thread, start and end, across processes.

For katas whose work function is the suite's own. The log is a file that every process appends to, one
line a write, so that it survives whatever the workers do; its path is plain data, so that it reaches
spawned workers with the item. The clock is the system's monotonic one, the same in every process.

The module imports nothing heavy: workers that are spawned import it, and their start is measured.

>>> with WorkLog() as log:
...     with logged(log.path, "first"), logged(log.path, "second"):
...         pass
...     [call.item for call in log.calls()], log.peak()
(['first', 'second'], 2)
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from dataclasses import dataclass
from time import monotonic_ns
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class Call:
    """One call of the suite's function; ``end`` is None where it never came back. Seconds."""

    item: str
    process: int
    thread: int
    start: float
    end: float | None

    def overlaps(self, other: Call) -> bool:
        """Whether both ran at the same time for a moment."""
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)


@contextlib.contextmanager
def logged(path: str, item: object) -> Iterator[None]:
    """Log what the block does as work on ``item``; also where an exception leaves it."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        _write(file, "start", item)
        try:
            yield
        finally:
            _write(file, "end", item)
    finally:
        os.close(file)


def _write(file: int, what: str, item: object) -> None:
    line = json.dumps([what, str(item), os.getpid(), threading.get_native_id(), monotonic_ns()])
    os.write(file, line.encode() + b"\n")  # one write at the end of the file: no line gets into another


class WorkLog:
    """The suite's side: a file for ``logged``, and what it says; a context manager."""

    def __init__(self) -> None:
        import tempfile  # noqa: PLC0415  workers need none of it

        file, self.path = tempfile.mkstemp(prefix="worklog-")
        os.close(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)  # noqa: PTH108  a plain path, as everywhere here

    def calls(self) -> tuple[Call, ...]:
        """Every call so far, in order of its start."""
        found: list[Call] = []
        open_ones: dict[tuple[str, int, int], list[int]] = {}
        with open(self.path, encoding="utf-8") as file:  # noqa: PTH123  the same
            for line in file:
                what, item, process, thread, moment = json.loads(line)
                key = (item, process, thread)
                if what == "start":
                    open_ones.setdefault(key, []).append(len(found))
                    found.append(Call(item, process, thread, moment / 1e9, None))
                else:
                    number = open_ones[key].pop()
                    found[number] = Call(item, process, thread, found[number].start, moment / 1e9)
        return tuple(sorted(found, key=lambda call: call.start))

    def peak(self) -> int:
        """The most calls that ever ran at once, in whatever process or thread."""
        return peak(self.calls())


def peak(calls: Iterable[Call]) -> int:
    """The most of ``calls`` that ran at once."""
    edges: list[tuple[float, int]] = []
    for call in calls:
        edges.append((call.start, 1))
        if call.end is not None:
            edges.append((call.end, -1))
    now = most = 0
    for _, step in sorted(edges):
        now += step
        most = max(most, now)
    return most


def met_across_processes(calls: Iterable[Call]) -> bool:
    """Whether two of ``calls`` ran at the same time in two processes: proof at any load."""
    latest: dict[int, float] = {}
    for call in sorted(calls, key=lambda call: call.start):
        if any(end > call.start for process, end in latest.items() if process != call.process):
            return True
        end = float("inf") if call.end is None else call.end
        latest[call.process] = max(latest.get(call.process, 0.0), end)
    return False
