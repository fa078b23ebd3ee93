"""Which processes work, by their CPU time: looked at again and again from a thread beside the clients.

CPU time and who had it are the same on a busy machine as on an idle one; how long it took is not asked.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Self

import psutil

from grader.measure.busy import all_asleep
from grader.verdict import Bar, Bars
from grader.worker.leftovers import children, is_helper, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

LOOK = 0.02
MIDDLE = (0.3, 0.75)
"""Of the CPU seconds of an image: who had more has its pixels and inverts, who had less has not ended."""
REST = 0.6
"""Seconds of rest after which nobody begins any more; somebody may look each half second for work."""
LOOKS = 3
"""How often in a row all are seen asleep before they are believed to be."""
LATEST = 20.0
"""Seconds after which those who never rest have had time enough."""


def below(pid: int = 0) -> Iterator[int]:
    """Give every process below ``pid``, multiprocessing's own helpers left out, their children not."""
    for child in children(pid):
        state, command = look_at(child)
        if state not in {"", "Z"} and not is_helper(command):
            yield child
        yield from below(child)


def spent(pid: int) -> float | None:
    """CPU seconds of a process so far; None if it is gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return None
    return float(times.user + times.system)


@contextlib.contextmanager
def held(pid: int) -> Iterator[Callable[[], None]]:
    """Stop a process until the block ends, or what this gives is called: what it is sent waits meanwhile."""
    signal_to(pid, signal.SIGSTOP)
    try:
        yield lambda: signal_to(pid, signal.SIGCONT)
    finally:
        signal_to(pid, signal.SIGCONT)


def signal_to(pid: int, which: signal.Signals) -> None:
    """Send a signal to a process that may have ended meanwhile."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, which)


class Watching:
    """Looks at the processes below this one while a ``with`` block runs."""

    def __init__(self) -> None:
        self._looks: dict[int, list[tuple[float, float]]] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="the suite's watch")

    def __enter__(self) -> Self:
        self._own = time.process_time()
        self._look()
        self._before = {pid: looks[0][1] for pid, looks in self._looks.items()}
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._look()
        self.own = time.process_time() - self._own

    def _watch(self) -> None:
        while not self._over.wait(LOOK):
            self._look()

    def _look(self) -> None:
        for pid in below():
            seconds = spent(pid)
            if seconds is not None:
                self._looks.setdefault(pid, []).append((time.monotonic(), seconds))

    def workers(self) -> dict[int, float]:
        """CPU seconds of each process in the block; of one that was started in it, all that it had."""
        return {pid: looks[-1][1] - self._before.get(pid, 0.0) for pid, looks in self._looks.items()}

    def bars(self) -> Bars:
        """Draw who worked."""
        rows = [Bar("server and clients", self.own)]
        rows += [Bar(f"process {pid}", seconds) for pid, seconds in self.workers().items()]
        return Bars("who did the work", "CPU s", tuple(rows))


class Catching(Watching):
    """Stops each process in the middle of an image, until ``wanted`` are stopped or all the others rest.

    So processes that can work at the same time are seen to, whatever the machine does: each begins while
    the ones before it are in the middle of their work. ``one`` is the CPU seconds of an image. Afterwards
    ``caught`` says how many were stopped at the same time, ``escaped`` whether one was seen too late.
    """

    def __init__(self, wanted: int, one: float) -> None:
        super().__init__()
        self._wanted, self._one = wanted, one
        self._held: set[int] = set()
        self._going_on = False
        self._asleep, self._began = 0, time.monotonic()
        self._moved, self._seen = self._began, 0.0
        self.caught, self.escaped = 0, False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            super().__exit__(kind, error, trace)
        finally:
            self._let_go()

    def _look(self) -> None:
        super()._look()
        if not hasattr(self, "_before") or self._going_on:
            return
        for pid, seconds in self.workers().items():
            if pid not in self._held and seconds >= MIDDLE[0] * self._one:
                self._stop(pid)
        self.caught = max(self.caught, len(self._held))
        if self.caught >= self._wanted or self.escaped or self._at_rest():
            self._let_go()

    def _stop(self, pid: int) -> None:
        signal_to(pid, signal.SIGSTOP)
        self._held.add(pid)
        seconds = spent(pid)
        if seconds is None or seconds - self._before.get(pid, 0.0) > MIDDLE[1] * self._one:
            self.escaped = True

    def _at_rest(self) -> bool:
        """Whether nobody will begin any more: all sleep, and have since some time."""
        now, seen = time.monotonic(), sum(self.workers().values())
        if seen > self._seen:
            self._seen, self._moved = seen, now
        self._asleep = self._asleep + 1 if all_asleep() else 0
        rested = now - self._moved >= REST and self._asleep >= LOOKS
        return bool(self._held) and (rested or now - self._began >= LATEST)

    def _let_go(self) -> None:
        self._going_on = True
        for pid in self._held:
            signal_to(pid, signal.SIGCONT)
