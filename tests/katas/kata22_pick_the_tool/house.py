"""A house of held jobs: who is inside at the same time, in which process, and who comes when one leaves.

A `House` runs the call under test, and in a thread beside it looks at the log that `errands` writes. Every
job waits at its gate until the house lets it go. Whether somebody else will come is not asked of a clock:
when nothing changes any more while no process of the tree runs, or wants to, nobody will. A busy machine
makes processes wait for a core, which is not that.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from errands import errand, interpreter

from grader.measure import WorkLog
from grader.measure.busy import all_asleep, ran, share
from grader.measure.worklog import peak
from grader.verdict import Gantt, Span, Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.measure import Call

NAP = 0.03
IN_VAIN = 60
"""Naps (some 2 s) in which nothing changed and nobody ran: longer than anybody sleeps who polls."""
SHORT = 12
"""The same, once an earlier check has waited in vain: that one has named the verdict."""
WATCH = 8
"""Naps that a full house is watched for one more: in sleep, so that whoever is to come had a core for it."""
RESTLESS = 4
"""So many naps in which somebody ran count as one: the watch over those who poll, or spin, ends, too."""
SPUN = 500
"""Naps in which nothing changed though somebody ran, in whatever process."""
SPINS = 0.5
"""The part of the time, while all who should be inside are held, from which on the caller burns a core."""
_SHOWN = 14
_NAMES = {"io": "I/O", "cpu": "CPU"}


@dataclass(frozen=True)
class Visit:
    """One job: its name, and where it ran."""

    name: str
    process: int
    interpreter: str
    thread: int
    start: float
    end: float | None

    @property
    def kind(self) -> str:
        """``io`` or ``cpu``."""
        return self.name.partition("-")[0]

    @property
    def in_caller(self) -> bool:
        """Whether it ran in the caller's process."""
        return self.process == os.getpid()

    @property
    def beside_caller(self) -> bool:
        """Whether the GIL of the caller's interpreter had no hold of it."""
        return not self.in_caller or self.interpreter != interpreter() or not has_gil()


def has_gil() -> bool:
    """Tell whether threads of one interpreter take turns."""
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


def visit(call: Call) -> Visit:
    """Read a line of the log."""
    name, where = call.item.split()
    return Visit(name, call.process, where, call.thread, call.start, call.end)


class Patience:
    """How long houses wait, over all checks of a run."""

    def __init__(self) -> None:
        self.naps = IN_VAIN


class House:
    """So many jobs of each kind, of which ``threads`` and ``processes`` are to be inside at once.

    A context manager: at its end all gates are open, whatever happened.
    """

    def __init__(self, patience: Patience, names: Sequence[str], threads: int, processes: int) -> None:
        self.names = tuple(names)
        self.threads, self.processes = threads, processes
        self._patience = patience
        self.wanted = {"io": min(threads, self.count("io")), "cpu": min(processes, self.count("cpu"))}
        self.limits = {"io": f"threads={threads}", "cpu": f"processes={processes}"}
        self.seen: tuple[Visit, ...] = ()
        self.at_return: tuple[Visit, ...] = ()
        self._inline = processes == 1
        self._log = WorkLog()
        self._folder = tempfile.TemporaryDirectory(prefix="house-")
        self._gates: dict[str, int] = {}
        for name in names:
            path = Path(self._folder.name) / name
            os.mkfifo(path)
            self._gates[name] = os.open(path, os.O_RDWR)  # both ends, so that neither side's opening waits
        self._returned = threading.Event()
        self._opened = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for gate in self._gates.values():
            os.close(gate)
        self._log.__exit__()
        self._folder.cleanup()

    def count(self, kind: str) -> int:
        """How many jobs of a kind there are."""
        return sum(name.startswith(kind) for name in self.names)

    def jobs(self, attempt: Any, failing: dict[str, Callable[..., Any]] | None = None) -> list[Any]:
        """Make the jobs, in their order."""
        place = (self._log.path, self._folder.name)
        return [
            attempt.Job(name.partition("-")[0], (failing or {}).get(name, errand), (*place, name))
            for name in self.names
        ]

    def visits(self) -> tuple[Visit, ...]:
        """Every job that has begun."""
        return tuple(map(visit, self._log.calls()))

    def inside(self, kind: str) -> list[Visit]:
        """Those who are at their gates, as last seen, in the order in which they came."""
        return [one for one in self.seen if one.kind == kind and one.end is None]

    def beside(self, watch: Callable[[House], None], call: Callable[[], Any]) -> Any:
        """Run ``call`` here and ``watch`` in a thread beside it; raises what the watch found."""
        found: list[BaseException] = []

        def guard() -> None:
            try:
                watch(self)
            except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
                found.append(error)
            finally:
                self.open()

        guardian = threading.Thread(target=guard, name="the suite's house")
        guardian.start()
        error: BaseException | None = None
        result: Any = None
        try:
            result = call()
        except BaseException as raised:  # noqa: BLE001  the house may know better why
            error = raised
        finally:
            self.at_return = self.visits()  # before anybody else is let go
            self._returned.set()
            guardian.join()
        self.tools()
        if found and not (error is not None and isinstance(found[0], Early)):
            if isinstance(found[0], Finding):
                found[0].evidence = (self.picture(),)
            raise found[0]
        if error is not None:
            raise error
        return result

    def tools(self) -> None:
        """Make sure that each kind ran where it belongs; one job after the other is another matter."""
        visits = self.visits()
        if peak(self._log.calls()) < 2:  # nothing overlapped
            return
        away = [one for one in visits if one.kind == "io" and not one.in_caller]
        at_home = [one for one in visits if one.kind == "cpu" and not one.beside_caller and not self._inline]
        if away:
            raise Finding(
                Verdict.WRONG_TOOL,
                f"{len(away)} of {self.count('io')} I/O jobs ran in other processes: waiting takes threads",
                (self.picture(),),
            )
        if at_home:
            raise Finding(
                Verdict.WRONG_TOOL,
                f"{len(at_home)} of {self.count('cpu')} CPU jobs ran in the caller's process, "
                "where the GIL lets one thread run at a time: computing takes processes",
                (self.picture(),),
            )

    def full(self) -> None:
        """Wait until the house is full, and make sure that nobody else comes."""
        self._wait_for(lambda: all(len(self.inside(kind)) >= many for kind, many in self.wanted.items()), "")

    def turn(self, kind: str) -> None:
        """Let the last to come of a kind go, and make sure that another one takes its place."""
        been = sum(one.kind == kind for one in self.seen)
        gone = self.inside(kind)[-1].name
        os.write(self._gates[gone], b"x")
        self._wait_for(lambda: sum(one.kind == kind for one in self.seen) > been, gone)

    def gone(self, name: str) -> None:
        """Wait until a job that was let go has ended; give up only where nobody runs any more."""
        self._wait_for(
            lambda: any(one.name == name and one.end is not None for one in self.seen), "", watch=1
        )

    def empty(self, kind: str) -> None:
        """Let all of a kind go; wait until those that began have ended and nobody does anything more."""
        self.open(*(name for name in self.names if name.startswith(kind)))
        self._wait_for(lambda: not self.inside(kind), "")

    def open(self, *names: str) -> None:
        """Let these go, or all."""
        for name in names or self.names:
            os.write(self._gates[name], b"x")

    def _wait_for(self, enough: Callable[[], bool], gone: str, watch: int = WATCH) -> None:
        naps = spun = 0
        watched = 0.0
        since, before_all = time.perf_counter(), self._ran()
        while watched < watch:
            if self._returned.is_set():
                raise Early("run_jobs returned while jobs were still held")
            asleep, before, self.seen = all_asleep(), self.seen, self.visits()
            for kind, many in self.wanted.items():
                if len(self.inside(kind)) > many:
                    raise Finding(
                        Verdict.WRONG,
                        f"{len(self.inside(kind))} {_NAMES[kind]} jobs ran at once, with {self.limits[kind]}",
                    )
            still = before == self.seen
            if not (still and enough()):
                watched, since, before_all = 0.0, time.perf_counter(), self._ran()
            else:
                watched += 1.0 if asleep else 1 / RESTLESS
            naps, spun = (naps + asleep, spun + 1) if still else (0, 0)
            if naps > self._patience.naps or spun > SPUN:
                self._patience.naps = SHORT
                raise Finding(Verdict.SLOW, self._too_few(gone))
            time.sleep(NAP)
        if watch == WATCH and (busy := share(before_all, self._ran(), time.perf_counter() - since)) >= SPINS:
            raise Finding(
                Verdict.WRONG,
                f"while all jobs were held, run_jobs kept a core {busy:.0%} busy: it looks again and again "
                "where it should wait",
            )

    def _ran(self) -> dict[str, tuple[int, int]]:
        """What the threads of this process ran so far, this one left out."""
        mine = str(threading.get_native_id())
        return {task: times for task, times in ran(os.getpid()).items() if task != mine}

    def _too_few(self, gone: str) -> str:
        if gone:
            return f"{gone} had ended, all others were held, and no other job took its place; some were left"
        inside = {kind: self.inside(kind) for kind in _NAMES}
        if sum(map(len, inside.values())) <= 1:
            held = "".join(one.name for kind in _NAMES for one in inside[kind]) or "nothing"
            return f"one job after the other: while {held} was held, no other job began"
        said = " and ".join(f"{len(inside[kind])} {name}" for kind, name in _NAMES.items())
        limits = " and ".join(f"{self.wanted[kind]} ({self.limits[kind]})" for kind in _NAMES)
        return f"{said} jobs ran at the same time, and no other began beside them; it should be {limits}"

    def picture(self) -> Gantt:
        """Draw the jobs, one lane each."""
        visits = self.visits()[:_SHOWN]
        start = min((one.start for one in visits), default=0.0)
        now = max((one.end or one.start for one in visits), default=0.0) + NAP
        lanes = tuple(
            Span(
                f"{one.name} in {'the caller' if one.in_caller else f'process {one.process}'}",
                one.start - start,
                (one.end or now) - start,
            )
            for one in visits
        )
        return Gantt("where the jobs ran, and when (they were held, to see who comes beside them)", lanes)


class Early(AssertionError):
    """The call ended while the house held some of its jobs; an exception that left it says more."""
