"""The meter: looks at a process tree again and again and adds up what each process used.

On Linux nothing essential is lost. The measuring process is the subreaper of what it starts: a process
whose parent went away becomes its child, and as a zombie is read once more before it is reaped. What a
process waited for itself appears in its own account of its children, so the total is exact; who it was
is known to the last look before the end, and the difference is given as ``unseen``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from dataclasses import dataclass, field
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from grader.measure.procfs import Reading, reader
from grader.measure.usage import Usage, Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.measure.procfs import Reader

_PR_SET_CHILD_SUBREAPER = 36
_GAP = 0.03  # seconds: shorter pauses in a span of work are not drawn
_FULL_SCAN = 20  # looks after which every process of the machine is asked again who its parent is

type Key = tuple[int, float]


def become_subreaper() -> bool:
    """Have orphans of our tree given to us; whether the platform can."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


@dataclass
class _Lane:
    """What is known of one process or thread so far."""

    before: float
    cpu: float
    spans: list[list[float]] = field(default_factory=list)

    def work(self, start: float, end: float) -> None:
        if self.spans and start - self.spans[-1][1] <= _GAP:
            self.spans[-1][1] = end
        else:
            self.spans.append([start, end])


class Meter:
    """Measures the tree below ``root``, a child of ours, from its making to ``stop()``."""

    def __init__(self, root: int, *, look: Reader | None = None, me: int | None = None) -> None:
        self._root = root
        self._me = os.getpid() if me is None else me
        self._reader = look or reader()
        self._members: dict[int, float] = {}
        self._strangers: set[int] = set()
        self._looks = 0
        self._cost = 0.0
        self._lanes: dict[Key, _Lane] = {}
        self._threads: dict[tuple[Key, int], _Lane] = {}
        self._last: dict[Key, Reading] = {}
        self._account_before = 0.0
        self._buried = 0.0
        self._peaks = [0, 0, 0]
        self._together: dict[int, float] = {}
        self._threads_together: dict[Key, dict[int, float]] = {}
        others = [r for pid in self._reader.pids() if pid != root and (r := self._reader.read(pid))]
        self._siblings = {r.pid: r.born for r in others if r.parent == self._me}
        self._start = self._now = perf_counter()
        for reading in self._tree():
            key = (reading.pid, reading.born)
            self._lanes[key] = _Lane(reading.cpu, reading.cpu)
            self._last[key] = reading
            for number, task in reading.tasks.items():
                self._threads[key, number] = _Lane(task.cpu, task.cpu)
            self._account_before += reading.cpu + reading.reaped

    @property
    def pause(self) -> float:
        """Seconds to wait between two looks, so that looking costs less than a tenth of a core."""
        return max(self._reader.pause, 10 * self._cost)

    @property
    def alive(self) -> bool:
        """Whether the root was still running when last looked at."""
        return any(r.pid == self._root and not r.zombie for r in self._last.values())

    @property
    def spent(self) -> float:
        """CPU seconds of the tree until the last look."""
        alive = sum(r.cpu + r.reaped for r in self._last.values())
        seen = sum(lane.cpu - lane.before for lane in self._lanes.values())
        return max(alive + self._buried - self._account_before, seen)

    def look(self) -> None:
        """Look once; call it every ``pause`` seconds while the run lasts."""
        start = perf_counter()
        since, self._now = self._now, start
        readings = self._tree()
        self._last = {(r.pid, r.born): r for r in readings}
        at_work = 0
        for reading in readings:
            at_work += self._enter(reading, since, start)
        self._together[at_work] = self._together.get(at_work, 0.0) + start - since
        self._peaks = [
            max(self._peaks[0], len(readings)),
            max(self._peaks[1], sum(r.threads for r in readings)),
            max(self._peaks[2], sum(r.memory for r in readings)),
        ]
        self._bury(readings)
        self._cost = perf_counter() - start

    def _enter(self, reading: Reading, since: float, now: float) -> bool:
        """Write down one reading; whether it is a process other than the caller, and at work."""
        key = (reading.pid, reading.born)
        lane = self._lanes.setdefault(key, _Lane(0.0, 0.0))
        lane.cpu = max(lane.cpu, reading.cpu)
        if reading.zombie:
            return False
        busy = 0
        for number, task in reading.tasks.items():
            thread = self._threads.setdefault((key, number), _Lane(0.0, 0.0))
            thread.cpu = max(thread.cpu, task.cpu)
            if task.working:
                busy += 1
                thread.work(since - self._start, now - self._start)
        if busy:
            lane.work(since - self._start, now - self._start)
            together = self._threads_together.setdefault(key, {})
            together[busy] = together.get(busy, 0.0) + now - since
        return bool(busy) and reading.pid != self._root

    def _tree(self) -> list[Reading]:
        """Read the root, all that descend from it, and the orphans that came to us since the start."""
        self._looks += 1
        if self._looks % _FULL_SCAN == 0:
            self._strangers.clear()
        new: dict[int, Reading] = {}
        found: list[Reading] = []
        for pid in self._reader.pids():
            if pid in self._strangers:
                continue
            reading = self._reader.read(pid)
            if reading is None:
                continue
            if pid == self._root or self._members.get(pid) == reading.born:
                self._members[pid] = reading.born
                found.append(reading)
            else:
                new[pid] = reading
        grown = True
        while grown:
            grown = False
            for pid, reading in list(new.items()):
                adopted = reading.parent == self._me and self._siblings.get(pid) != reading.born
                if adopted or reading.parent in self._members:
                    self._members[pid] = reading.born
                    found.append(new.pop(pid))
                    grown = True
        self._strangers.update(new)
        return found

    def _bury(self, readings: list[Reading]) -> None:
        """Reap the orphans that ended, after they were read; their parent cannot any more."""
        for reading in readings:
            if reading.zombie and reading.parent == self._me and reading.pid != self._root:
                with contextlib.suppress(ChildProcessError):
                    if os.waitpid(reading.pid, os.WNOHANG)[0] == reading.pid:
                        self._buried += reading.cpu + reading.reaped
                        self._last.pop((reading.pid, reading.born), None)
                        self._members.pop(reading.pid, None)

    def stop(self) -> Usage:
        """Look for the last time and add up."""
        end = perf_counter()
        self.look()
        processes = tuple(
            Worker(key[0], lane.cpu - lane.before, key[0] == self._root, _spans(lane))
            for key, lane in self._lanes.items()
        )
        busiest = max(self._lanes, key=lambda key: self._lanes[key].cpu - self._lanes[key].before)
        threads = tuple(
            Worker(number, lane.cpu - lane.before, number == self._root, _spans(lane))
            for (key, number), lane in self._threads.items()
            if key == busiest
        )
        seen = sum(process.cpu for process in processes)
        working = sum(seconds for count, seconds in self._together.items() if count)
        return Usage(
            wall=end - self._start,
            processes=processes,
            threads=threads,
            unseen=max(0.0, self.spent - seen),
            overlap=_part(self._together, 2),
            thread_overlap=_part(self._threads_together.get(busiest, {}), 2),
            at_once=max(
                (n for n in self._together if n and _part(self._together, n) >= 0.25),  # noqa: PLR2004  as documented
                default=0 if not working else 1,
            ),
            peak_processes=self._peaks[0],
            peak_threads=self._peaks[1],
            peak_memory=self._peaks[2],
        )

    def kill(self, patience: float = 10.0) -> None:
        """Kill all that descends from the root and reap what comes to us; the root is left to its owner."""
        end = perf_counter() + patience
        while perf_counter() < end:
            living = [reading for reading in self._tree() if not reading.zombie]
            self._bury(self._tree())
            if not living:
                return
            for reading in living:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(reading.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            sleep(0.002)


def _spans(lane: _Lane) -> tuple[tuple[float, float], ...]:
    return tuple((start, end) for start, end in lane.spans)


def _part(together: dict[int, float], least: int) -> float:
    """Give the part of the working time in which at least ``least`` worked at once."""
    working = sum(seconds for count, seconds in together.items() if count)
    return sum(seconds for count, seconds in together.items() if count >= least) / working if working else 0.0


def watch[T](meter: Meter, answer: Callable[[float], T | None], enough: Callable[[Meter], bool]) -> T | None:
    """Look until ``answer(pause)`` gives something; None if the root died or ``enough`` said stop."""
    while True:
        found = answer(meter.pause)
        if found is not None:
            return found
        meter.look()
        if not meter.alive or enough(meter):
            return answer(0.0)
