"""One look at a process tree: who is there, on how much CPU, and who is at work this very moment.

On Linux from ``/proc``, where a task in state R is running or would be if it got a core: that tells
work from waiting at any load, also on one core, and a thread that waits for the GIL does not count.
Elsewhere from psutil, and three things are lost there: the CPU that a process used between our last look
and its end; the state, for which "its CPU grew since the last look" stands in; and what it wrote and how
much anonymous memory it has, as its resident size has mapped files in it, which cost nobody anything.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_TICK = 1.0 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_MOST_THREADS = 64  # looked at one by one in a process; more would make the look itself the load


@dataclass(frozen=True, slots=True)
class Task:
    """One thread at one moment: its own CPU seconds, and whether it works.

    ``exact`` is the same CPU to the microsecond where the kernel tells it, and ``pauses`` how often the
    thread has stopped of its own accord, by sleeping or waiting, which is read only while it works.
    """

    cpu: float
    working: bool
    exact: float = -1.0
    pauses: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One process at one moment.

    ``cpu`` is its own, of all its threads, ended ones included; ``reaped`` what its children used that
    it has waited for, and theirs. ``born`` together with the pid names a process for ever.
    """

    pid: int
    born: float
    parent: int
    zombie: bool
    working: bool
    cpu: float
    reaped: float
    memory: int
    threads: int
    tasks: dict[int, Task] = field(default_factory=dict)


class Reader(Protocol):
    """How a tree is looked at; the meter knows nothing else of the platform."""

    pause: float

    def pids(self) -> Collection[int]:
        """All processes that may belong to the tree."""

    def read(self, pid: int) -> Reading | None:
        """One process, or None if it is gone."""

    def written(self, pid: int) -> int | None:
        """Bytes that it wrote so far, and the children that it has waited for; None if nobody knows."""


class Procfs:
    """Linux."""

    pause = 0.01

    def pids(self) -> Collection[int]:
        """All processes of the machine: the kernel's own list of children is often not compiled in."""
        return [int(name) for name in os.listdir("/proc") if name.isdecimal()]  # noqa: PTH208  100 times a second

    def read(self, pid: int) -> Reading | None:
        """One process, from its ``stat`` and, with several threads, from theirs."""
        stat = _fields(f"/proc/{pid}/stat")
        if stat is None:
            return None
        state, threads = stat[0], int(stat[17])
        tasks = dict(self._tasks(pid)) if state not in "ZX" else {}
        return Reading(
            pid=pid,
            born=int(stat[19]),
            parent=int(stat[1]),
            zombie=state in "ZX",
            working=any(task.working for task in tasks.values()),
            cpu=_cpu(stat),
            reaped=(int(stat[13]) + int(stat[14])) * _TICK,
            memory=_memory(pid),
            threads=threads,
            tasks=tasks,
        )

    def written(self, pid: int) -> int | None:
        """From ``io``, which can be read of a zombie, too."""
        try:
            with open(f"/proc/{pid}/io", encoding="ascii") as file:  # noqa: PTH123  as everywhere here
                return int(file.read().partition("wchar:")[2].split(None, 1)[0])
        except (OSError, ValueError, IndexError):  # it is gone, or the kernel does not count
            return None

    def _tasks(self, pid: int) -> Iterator[tuple[int, Task]]:
        try:
            names = os.listdir(f"/proc/{pid}/task")[:_MOST_THREADS]  # noqa: PTH208  the same
        except OSError:
            return
        for name in names:
            stat = _fields(f"/proc/{pid}/task/{name}/stat")
            if stat is None:
                continue
            working = stat[0] == "R"
            here = f"/proc/{pid}/task/{name}"
            yield int(name), Task(_cpu(stat), working, _exact(here), _pauses(here) if working else 0)


def _fields(path: str) -> list[str] | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123  100 times a second
            return file.read().rpartition(")")[2].split()
    except OSError:  # it ended
        return None


def _cpu(stat: list[str]) -> float:
    return (int(stat[11]) + int(stat[12])) * _TICK


def _exact(task: str) -> float:
    try:
        with open(f"{task}/schedstat", encoding="ascii") as file:  # noqa: PTH123  100 times a second
            return int(file.read().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):  # it ended, or the kernel does not tell
        return -1.0


def _pauses(task: str) -> int:
    try:
        with open(f"{task}/status", encoding="utf-8", errors="replace") as file:  # noqa: PTH123  the same
            return int(file.read().partition("\nvoluntary_ctxt_switches:")[2].split(None, 1)[0])
    except (OSError, ValueError, IndexError):
        return 0


def _memory(pid: int) -> int:
    """Anonymous memory in bytes; what a forked child still shares with its parent counts for both."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123  100 times a second
            _, resident, shared, *_ = file.read().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE


class Portable:
    """Everywhere else; see the head of the module for what is lost."""

    pause = 0.05

    def __init__(self, known: Callable[[int], psutil.Process] = psutil.Process) -> None:
        self._known = known
        self._before: dict[tuple[int, float], dict[int, float]] = {}

    def pids(self) -> Collection[int]:
        """All processes of the machine."""
        return psutil.pids()

    def read(self, pid: int) -> Reading | None:
        """One process; it works if its CPU grew since it was last read."""
        try:
            process = self._known(pid)
            with process.oneshot():
                born, times = process.create_time(), process.cpu_times()
                threads = {thread.id: thread.user_time + thread.system_time for thread in process.threads()}
                zombie = process.status() == psutil.STATUS_ZOMBIE
                parent = process.ppid()
        except psutil.Error:
            return None
        before = self._before.get((pid, born), {})
        self._before[pid, born] = threads
        tasks = {
            number: Task(cpu, working=number in before and cpu > before[number])
            for number, cpu in threads.items()
        }
        return Reading(
            pid=pid,
            born=born,
            parent=parent,
            zombie=zombie,
            working=any(task.working for task in tasks.values()),
            cpu=times.user + times.system,
            reaped=getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0),
            memory=0,
            threads=len(tasks),
            tasks=tasks,
        )

    def written(self, pid: int) -> int | None:
        """Nobody tells everywhere."""
        del pid
        return None


def reader() -> Reader:
    """The best way of looking that this platform has."""
    return Procfs() if sys.platform == "linux" else Portable()
