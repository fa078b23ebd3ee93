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

from grader.verdict import Bar, Bars, Gantt, Span
from grader.worker.leftovers import children, is_helper, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

LOOK = 0.02
TICK = 0.015
"""CPU seconds that are more than the clock's own ticks of a hundredth."""


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

    def send(which: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, which)

    send(signal.SIGSTOP)
    try:
        yield lambda: send(signal.SIGCONT)
    finally:
        send(signal.SIGCONT)


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

    def spans(self, least: float) -> dict[int, tuple[float, float]]:
        """When each process that had at least so many CPU seconds began to use them, and when it ended."""
        found = {}
        for pid, looks in self._looks.items():
            first, last = self._before.get(pid, 0.0), looks[-1][1]
            if last - first >= least:
                start = next(when for when, seconds in looks if seconds > first + TICK)
                found[pid] = (start, next(when for when, seconds in looks if seconds >= last - TICK))
        return found

    def bars(self) -> Bars:
        """Draw who worked."""
        rows = [Bar("server and clients", self.own)]
        rows += [Bar(f"process {pid}", seconds) for pid, seconds in self.workers().items()]
        return Bars("who did the work", "CPU s", tuple(rows))

    def gantt(self, least: float) -> Gantt:
        """Draw who worked when."""
        spans = self.spans(least)
        zero = min((start for start, _ in spans.values()), default=0.0)
        lanes = [Span(f"process {pid}", start - zero, end - zero) for pid, (start, end) in spans.items()]
        return Gantt("which process worked when", tuple(lanes))
