"""When a check has hung, and what kind of hang it is.

Time in which a thread of the check was ready to run and the machine did not let it does not count, unless
it was the check itself that kept the machine busy: ten spinning workers starve each other. Past a hard
ceiling the machine cannot decide. A check whose every thread waits without a time-out, while
nobody is left to wake it, is a deadlock: seen after a second of complete rest, without waiting for
the check's time to be up.
"""

from __future__ import annotations

import os
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.sandbox.linux import Times
    from grader.sandbox.tree import Tree

_FIRST = 0.25
_EVERY = 0.1
_REST = 1.0
_GAP = 0.5
_CEILING = (6.0, 60.0)  # times the seconds of a check, and so many more


class Hang(Enum):
    """Why there is no more waiting."""

    DEADLOCK = auto()
    TIMED_OUT = auto()
    STARVED = auto()


class Patience:
    """The clock of one check, which gets ``seconds`` of a machine of ``cores`` that lets it run."""

    def __init__(self, tree: Tree, seconds: float, now: float, cores: int | None = None) -> None:
        self._tree = tree
        self._seconds = seconds
        self._begin = self._looked = self._rested = now
        self._next = now + _FIRST
        self._cores = cores or _cores()
        self._spent = self._starved = 0.0
        self._times: dict[tuple[int, int], Times] = {}

    def look(self, pids: list[int], now: float) -> Hang | None:
        """Decide whether the check with the processes ``pids`` may go on."""
        if now < self._next:
            return None
        self._next = now + _EVERY
        self._measure(pids, now)
        elapsed = now - self._begin
        rested = now - self._rested
        if elapsed - self._starved >= self._seconds:
            return Hang.DEADLOCK if rested > 2 * _EVERY and self._stuck(pids) else Hang.TIMED_OUT
        if rested >= _REST and self._stuck(pids) and not any(map(self._tree.table.has_timers, pids)):
            return Hang.DEADLOCK
        if elapsed >= _CEILING[0] * self._seconds + _CEILING[1]:
            return Hang.STARVED
        return None

    def _measure(self, pids: list[int], now: float) -> None:
        times = self._read(pids)
        known = [(t, self._times[key]) for key, t in times.items() if key in self._times]
        self._starved += max((t.delay - before.delay for t, before in known), default=0) / 1e9
        self._spent += sum(t.cpu - before.cpu for t, before in known) / 1e9
        if now - self._looked > _GAP:  # we were not let run ourselves
            self._starved += now - self._looked
        self._starved = min(self._starved, now - self._begin - self._spent / self._cores)
        if not _same(times, self._times):
            self._rested = now
        self._looked, self._times = now, times

    def _stuck(self, pids: list[int]) -> bool:
        """Tell whether all wait for ever, and nobody ran while that was asked."""
        if not self._times or not all(map(self._tree.table.waits_for_ever, pids)):
            return False
        return _same(self._read(pids), self._times)

    def _read(self, pids: list[int]) -> dict[tuple[int, int], Times]:
        return {
            (pid, thread): times for pid in pids for thread, times in self._tree.table.threads(pid).items()
        }


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _same(one: dict[tuple[int, int], Times], other: dict[tuple[int, int], Times]) -> bool:
    return {key: times.runs for key, times in one.items()} == {
        key: times.runs for key, times in other.items()
    }
