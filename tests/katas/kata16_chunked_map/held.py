"""Items that stay in `fn` until the suite lets them go: who was there shows how the rest was handed out.

A `Hold` runs a call, and in a thread beside it looks at the log that `work.Site` writes. It waits for
something to become true of the calls that are in there, and then lets all go. When nothing changes any
more while no process of the tree is running, or ready to, it was waited for in vain: a busy machine
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

from work import Site, interpreter

from grader.measure import WorkLog
from grader.measure.busy import all_asleep
from grader.verdict import Gantt, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.measure import Call

NAP = 0.04
IN_VAIN = 50
"""Naps (2 s) in which nothing changed and nobody ran: more than who polls for messages sleeps."""
SHORT = 12
"""The same, once an earlier check has named the verdict."""
WATCH = 8
"""Naps that a full house is watched for one more: what is held long enough is also seen."""
_SHOWN = 12


@dataclass(frozen=True)
class Visit:
    """One call of `fn`: for which item, and where it ran."""

    item: int
    process: int
    interpreter: str
    thread: int
    start: float
    end: float | None

    @property
    def inside(self) -> bool:
        """Whether it had not returned yet."""
        return self.end is None

    @property
    def lane(self) -> tuple[int, str, int]:
        """What can work beside another: a process, an interpreter, a thread only where there is no GIL."""
        return self.process, self.interpreter, 0 if has_gil() else self.thread

    @property
    def by_caller(self) -> bool:
        """Whether it ran where the call was made, and not beside it."""
        if self.process != os.getpid() or self.interpreter != interpreter():
            return False
        return has_gil() or self.thread == threading.main_thread().native_id


def has_gil() -> bool:
    """Tell whether threads of one interpreter take turns."""
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


def visit(call: Call) -> Visit:
    """Read a line of the log."""
    item, where = call.item.split()
    return Visit(int(item), call.process, where, call.thread, call.start, call.end)


class Patience:
    """How long a hold waits, over all checks of a run."""

    def __init__(self) -> None:
        self.naps = IN_VAIN

    def used_up(self) -> None:
        """The verdict is clear: whoever waits again may wait less."""
        self.naps = SHORT


class Hold:
    """A context manager: the gate is open at its end, whatever happened."""

    def __init__(self, patience: Patience, held: Iterable[int], failing: Iterable[int] = ()) -> None:
        self.patience = patience
        self._log = WorkLog()
        self._folder = tempfile.TemporaryDirectory(prefix="gate-")
        gate = str(Path(self._folder.name) / "gate")
        os.mkfifo(gate)
        self._gate = os.open(gate, os.O_RDWR)  # both ends, so that neither side's opening waits
        self.site = Site(self._log.path, gate, frozenset(held), frozenset(failing))
        self._returned = threading.Event()
        self._decided = 0.0
        self.seen: tuple[Visit, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._gate)
        self._log.__exit__()
        self._folder.cleanup()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Every call so far."""
        return tuple(map(visit, self._log.calls()))

    def beside(
        self, call: Callable[[Site], Any], enough: Callable[[tuple[Visit, ...]], bool], watch_for: int = 1
    ) -> bool:
        """Run ``call`` here until ``enough`` has been true for ``watch_for`` naps, or never will be.

        Say which. ``outcome()`` has what the call returned or raised, ``seen`` the visits at that moment.
        """
        found: list[bool] = []
        broken: list[BaseException] = []

        def watch() -> None:
            try:
                found.append(self._wait_for(enough, watch_for))
            except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
                broken.append(error)
            finally:
                self._decided = time.monotonic()
                os.write(self._gate, bytes(4096))  # one each, for all that are there or come

        self._result: Any = None
        self._error: BaseException | None = None
        watcher = threading.Thread(target=watch, name="the suite's watch")
        watcher.start()
        try:
            self._result = call(self.site)
        except BaseException as error:  # noqa: BLE001  kept for outcome()
            self._error = error
        finally:
            self._returned.set()
            watcher.join()
        if broken:
            raise broken[0]
        return found[0]

    def outcome(self) -> Any:
        """Give what the call returned, or raise what left it."""
        error, self._error = self._error, None
        if error is not None:
            raise error
        return self._result

    def _wait_for(self, enough: Callable[[tuple[Visit, ...]], bool], watch_for: int) -> bool:
        naps = watched = 0
        while not self._returned.is_set():
            asleep, before, self.seen = all_asleep(), self.seen, self.visits
            if enough(self.seen):
                watched += 1
                if watched >= watch_for:
                    return True
            naps = 0 if before != self.seen else naps + asleep
            if naps >= self.patience.naps:
                return False
            time.sleep(NAP)
        self.seen = self.visits
        return enough(self.seen)

    def picture(self) -> Gantt:
        """Draw the calls at the decisive moment, a lane per process."""
        visits = self.seen
        start = min((one.start for one in visits), default=0.0)
        now = max(self._decided, start + NAP)
        processes = list(dict.fromkeys(one.process for one in visits))[:_SHOWN]
        lanes = [
            Span(f"process {one.process}", one.start - start, (one.end or now) - start)
            for process in processes
            for one in visits
            if one.process == process
        ]
        return Gantt(
            "who ran fn, and when (some items were held, to see what becomes of the others)", tuple(lanes)
        )
