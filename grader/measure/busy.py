"""Who is busy: what each thread ran, of the time in which the machine let it, and whether all others sleep.

For suites that ask whether waiting costs nothing, or that wait as long as anybody may still get on. Figures
come from Linux's scheduler; where the system does not tell, nobody is busy.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOK = 0.05
_LONGEST = 0.15  # of what lies between two looks counts: in more, somebody may have woken up and slept again


def ran(pid: int) -> dict[str, tuple[int, int]]:
    """For each thread of a process, nanoseconds that it ran and that it was not let run."""
    found = {}
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with contextlib.suppress(OSError, ValueError):  # it has ended meanwhile
            cpu, held, _ = map(int, (task / "schedstat").read_text().split())
            found[task.name] = cpu, held
    return found


def others() -> dict[str, tuple[int, int]]:
    """The same for each thread of this process but the one that asks."""
    me = str(threading.get_native_id())
    return {task: times for task, times in ran(os.getpid()).items() if task != me}


def shares(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]], wall: float) -> list[float]:
    """How busy each thread was that there is in both, of the ``wall`` seconds in which it was let run."""
    return [
        (after[task][0] - cpu) / 1e9 / max(wall - (after[task][1] - held) / 1e9, 0.01)
        for task, (cpu, held) in before.items()
        if task in after
    ]


def share(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]], wall: float) -> float:
    """How busy the busiest thread was."""
    return max(shares(before, after, wall), default=0.0)


def shares_of(threads: Sequence[threading.Thread], seconds: float = 0.2) -> list[float]:
    """How busy each of ``threads`` is during ``seconds`` in which each could run; 0 for one that ends.

    A loop that never gives up the processor has a share of nearly 1, also on a busy machine.
    """
    began, before = time.monotonic(), [_times(thread) for thread in threads]
    while True:
        time.sleep(0.05)
        wall, after = time.monotonic() - began, [_times(thread) for thread in threads]
        pairs = [(one, other) if one and other else None for one, other in zip(before, after, strict=True)]
        could = [wall - (pair[1][1] - pair[0][1]) if pair else seconds for pair in pairs]
        if min(could, default=seconds) >= seconds:
            spent = [pair[1][0] - pair[0][0] if pair else 0.0 for pair in pairs]
            return [one / most for one, most in zip(spent, could, strict=True)]


def _times(thread: threading.Thread) -> tuple[float, float] | None:
    """Seconds that ``thread`` ran, and that it was not let run; None if it has ended."""
    schedstat = Path(f"/proc/self/task/{thread.native_id}/schedstat")
    try:
        cpu, held, _ = schedstat.read_text(encoding="ascii").split()
    except (OSError, ValueError):  # it has ended, or this is not Linux
        if not thread.is_alive() or schedstat.parents[1].exists():
            return None
        return time.clock_gettime(time.pthread_getcpuclockid(thread.ident or 0)), 0.0
    return int(cpu) / 1e9, int(held) / 1e9


def all_asleep() -> bool:
    """Whether nobody but this thread runs, or would run if there were a core: no process, no thread."""
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if child.status() in {psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP}:
                return False
    return not any(state in "RD" for state in _states())


class Stopwatch:
    """How long a block takes, and for how long of that everybody slept.

    ``wall`` is in seconds, and so is ``asleep``: time in which nobody ran, or would have run on a quicker or
    less busy machine. Who promises to be back in a second must not have slept for two. The block's own
    thread counts; ``asleep`` stays 0 where the system does not tell. At ``enough`` seconds of sleep the
    watching ends, so that a deadlock can be seen as one.
    """

    def __init__(self, enough: float) -> None:
        self._enough = enough
        self.wall = self.asleep = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="the suite's stopwatch", daemon=True)

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = time.monotonic() - self._began
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        before = None
        if not Path("/proc/self/task").exists():
            return
        while self.asleep < self._enough and not self._over.wait(_LOOK):
            now = time.monotonic() if all_asleep() else None
            if now is not None and before is not None:
                self.asleep += min(now - before, _LONGEST)
            before = now


def _states() -> Iterator[str]:
    """The state of each other thread of this process, where the system tells."""
    for task in Path("/proc/self/task").glob("*"):
        with contextlib.suppress(OSError):
            if task.name != str(threading.get_native_id()):
                yield (task / "stat").read_text().rpartition(")")[2].split()[0]
