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
from bisect import bisect_right
from dataclasses import dataclass, field
from time import perf_counter, sleep, thread_time
from typing import TYPE_CHECKING

from grader.measure.procfs import Reading, reader
from grader.measure.stretches import count_together, merge, part
from grader.measure.usage import Usage, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.measure.procfs import Reader, Task

_PR_SET_CHILD_SUBREAPER = 36
_GAP = 0.03  # seconds: shorter pauses in a span of work are not drawn
_FULL_SCAN = 20  # looks after which every process of the machine is asked again who its parent is

_RAN = 0.0002  # CPU seconds between two looks that show that a thread had a core
_LEAST_WORK = 0.001  # CPU seconds of a stretch of work; finding a lock taken costs some 0.00002
_WINDOW = 0.1  # seconds in which both must grow; the scheduler hands out slices of some milliseconds
_MOST_WINDOWS = 20  # of a run: a busy machine needs longer ones to be fair to both

type Key = tuple[int, float]


def become_subreaper(*, wanted: bool = True) -> bool:
    """Have orphans of our tree given to us, or no longer; whether the platform can."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0) == 0)


@dataclass
class _Lane:
    """What is known of one process or thread so far."""

    before: float
    cpu: float
    track: list[tuple[float, float]] = field(default_factory=list)
    memory: int = 0

    def see(self, now: float, cpu: float) -> None:
        self.cpu = max(self.cpu, cpu)
        self.track.append((now, self.cpu))

    def at(self, edges: Sequence[float]) -> list[float]:
        """Give the CPU seconds that were known at each of ``edges``."""
        times = [when for when, _ in self.track]
        found = []
        for edge in edges:
            count = bisect_right(times, edge)
            found.append(self.track[count - 1][1] if count else self.before)
        return found


@dataclass
class _Thread(_Lane):
    """A thread, the stretches in which it worked, and the looks that found it at work.

    A stretch is one in which the thread was runnable and did not pause, from when it first got a core to
    when it last had one, time-slicing in between included. It counts only if something was done in it:
    a thread that is woken, finds the lock taken and sleeps again was waiting, however long it had to
    wait for a core to find out. What overlapped is told by the looks, which are moments: a stretch is
    only known to the last look before and the next look after it.
    """

    stretches: list[tuple[float, float]] = field(default_factory=list)
    looks: set[int] = field(default_factory=set)
    _open: tuple[float, int] | None = None
    _exact: float = -1.0
    _first: float = 0.0
    _last: float = -1.0
    _runnable: list[int] = field(default_factory=list)
    _ran: int = 0

    def look(self, number: int, since: float, now: float, task: Task) -> None:
        self.see(now, task.cpu)
        ran = task.exact < 0 or self._exact < 0 or task.exact - self._exact >= _RAN
        self._exact, before = task.exact, self._exact
        if self._open and (not task.working or task.pauses != self._open[1]):
            if ran and self._last >= 0:
                self._last, self._ran = now, len(self._runnable)
            self.close(task.exact)
        if task.working:
            if not self._open:
                self._open = (before, task.pauses)
            if ran and self._last < 0:
                self._first = since
                self._runnable.clear()
            self._runnable.append(number)
            if ran:
                self._last, self._ran = now, len(self._runnable)

    def close(self, exact: float) -> None:
        """End the stretch; ``exact`` is the thread's CPU now, below zero if nobody knows."""
        if self._open and self._last >= 0:
            before, _ = self._open
            if exact < 0 or before < 0 or exact - before >= _LEAST_WORK:
                self.stretches.append((self._first, self._last))
                self.looks.update(self._runnable[: self._ran])
        self._open, self._last, self._ran = None, -1.0, 0
        self._runnable.clear()


class Meter:
    """Measures the tree below ``root``, a child of ours, from its making to ``stop()``."""

    def __init__(self, root: int, *, look: Reader | None = None, me: int | None = None) -> None:
        self._root = root
        self._me = os.getpid() if me is None else me
        self._reader = look or reader()
        self._members: dict[int, float] = {}
        self._strangers: set[int] = set()
        self._looks = 0
        self._gap = 0.0
        self._gone: dict[int, list[tuple[float, Reading]]] = {}
        self._cost = 0.0
        self._lanes: dict[Key, _Lane] = {}
        self._threads: dict[tuple[Key, int], _Thread] = {}
        self._last: dict[Key, Reading] = {}
        self._account_before = 0.0
        self._buried = 0.0
        self._written_before = self._written_buried = self._memory_before = 0
        self._peaks = [0, 0, 0]
        others = [r for pid in self._reader.pids() if pid != root and (r := self._reader.read(pid))]
        self._siblings = {r.pid: r.born for r in others if r.parent == self._me}
        self._start = self._now = perf_counter()
        for reading in self._tree():
            key = (reading.pid, reading.born)
            self._lanes[key] = _Lane(reading.cpu, reading.cpu)
            self._last[key] = reading
            for number, task in reading.tasks.items():
                self._threads[key, number] = _Thread(task.cpu, task.cpu)
            self._account_before += reading.cpu + reading.reaped
            self._written_before += self._reader.written(reading.pid) or 0
            if reading.pid == root:
                self._memory_before = reading.memory

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
        start, spent = perf_counter(), thread_time()
        since, self._now = self._now, start
        self._gap = start - since
        readings = self._tree()
        before, self._last = self._last, {(r.pid, r.born): r for r in readings}
        self._settle(before)
        for reading in readings:
            self._enter(reading, since, start)
        self._peaks = [
            max(self._peaks[0], len(readings)),
            max(self._peaks[1], sum(r.threads for r in readings)),
            max(self._peaks[2], sum(r.memory for r in readings)),
        ]
        self._bury(readings)
        # Not the wall, which on a busy machine would make looks rare; and over several looks, as one in
        # twenty reads every process of the machine.
        self._cost += (thread_time() - spent - self._cost) / 10

    def _settle(self, before: dict[Key, Reading]) -> None:
        """Give what a child used after our last look to it, where its parent waited for no other since."""
        for key, reading in before.items():
            if key not in self._last:
                self._gone.setdefault(reading.parent, []).append((self._now, reading))
        for key, reading in self._last.items():
            known = before.get(key)
            more = reading.reaped - known.reaped if known else 0.0
            gone = self._gone.pop(reading.pid, []) if more else []
            if len(gone) == 1:
                when, child = gone[0]
                rest = more - child.cpu - child.reaped
                lane = self._lanes[child.pid, child.born]
                if child.threads == 1 and 0 < rest <= self._now - when + self._gap + 2 * _GAP:
                    lane.see(self._now, lane.cpu + rest)
                    if main := self._threads.get(((child.pid, child.born), child.pid)):
                        main.see(self._now, main.cpu + rest)

    def _enter(self, reading: Reading, since: float, now: float) -> None:
        key = (reading.pid, reading.born)
        lane = self._lanes.setdefault(key, _Lane(0.0, 0.0))
        lane.see(now, reading.cpu)
        lane.memory = max(lane.memory, reading.memory)
        for number, task in reading.tasks.items():
            thread = self._threads.setdefault((key, number), _Thread(0.0, 0.0))
            thread.look(self._looks, since - self._start, now - self._start, task)

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
                written = self._reader.written(reading.pid) or 0
                with contextlib.suppress(ChildProcessError):
                    if os.waitpid(reading.pid, os.WNOHANG)[0] == reading.pid:
                        self._buried += reading.cpu + reading.reaped
                        self._written_buried += written
                        self._last.pop((reading.pid, reading.born), None)
                        self._members.pop(reading.pid, None)

    def stop(self) -> Usage:
        """Look for the last time and add up."""
        end = perf_counter()
        self.look()
        for thread in self._threads.values():
            thread.close(-1.0)
        stretches = {
            key: merge([s for (owner, _), t in self._threads.items() if owner == key for s in t.stretches])
            for key in self._lanes
        }
        processes = tuple(
            Worker(
                key[0], lane.cpu - lane.before, key[0] == self._root, merge(stretches[key], _GAP), lane.memory
            )
            for key, lane in self._lanes.items()
        )
        busiest = max(self._lanes, key=lambda key: self._lanes[key].cpu - self._lanes[key].before)
        own = {number: t for (key, number), t in self._threads.items() if key == busiest}
        threads = tuple(
            Worker(number, t.cpu - t.before, number == self._root, merge(t.stretches, _GAP))
            for number, t in own.items()
        )
        children = [key for key in self._lanes if key[0] != self._root]
        found = {
            key: [t.looks for (owner, _), t in self._threads.items() if owner == key] for key in children
        }
        together = count_together([set().union(*looks) for looks in found.values()])
        beside = count_together([t.looks for t in own.values()])
        return Usage(
            wall=end - self._start,
            processes=processes,
            threads=threads,
            unseen=max(0.0, self.spent - sum(process.cpu for process in processes)),
            overlap=min(part(together, 2), self._grown([self._lanes[key] for key in children])),
            thread_overlap=min(part(beside, 2), self._grown(list(own.values()))),
            at_once=max((n for n in together if n and part(together, n) >= 0.25), default=0),  # noqa: PLR2004  as documented
            peak_processes=self._peaks[0],
            peak_threads=self._peaks[1],
            peak_memory=self._peaks[2],
            memory_before=self._memory_before,
            sent=self._sent(),
        )

    def _sent(self) -> int | None:
        """Give the bytes that the tree wrote since the start; who waits for a child takes over its count."""
        alive = [self._reader.written(reading.pid) for reading in self._last.values()]
        known = [count for count in alive if count is not None]
        return max(0, sum(known) + self._written_buried - self._written_before) if known else None

    def _grown(self, lanes: list[_Lane]) -> float:
        """How much of the CPU growth had another lane's growth beside it, window by window; 1.0 is all."""
        wall = self._now - self._start
        count = int(wall / max(_WINDOW, wall / _MOST_WINDOWS)) or 1
        edges = [self._start + wall * i / count for i in range(count + 1)]
        known = [lane.at(edges) for lane in lanes]
        total = beside = 0.0
        for i in range(count):
            growth = [cpu[i + 1] - cpu[i] for cpu in known]
            total += sum(growth)
            beside += sum(growth) - max(growth, default=0.0)
        return min(1.0, 2 * beside / total) if total else 0.0

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


def watch[T](meter: Meter, answer: Callable[[float], T | None], enough: Callable[[Meter], bool]) -> T | None:
    """Look until ``answer(pause)`` gives something; None if the root died or ``enough`` said stop."""
    while True:
        found = answer(meter.pause)
        if found is not None:
            return found
        meter.look()
        if not meter.alive or enough(meter):
            return answer(0.0)
