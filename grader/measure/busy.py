"""Who is busy: what each thread ran, of the time in which the machine let it, and whether all others sleep.

For suites that ask whether waiting costs nothing, or that wait as long as anybody may still get on. Figures
come from Linux's scheduler; where the system does not tell, nobody is busy.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator


def ran(pid: int) -> dict[str, tuple[int, int]]:
    """For each thread of a process, nanoseconds that it ran and that it was not let run."""
    found = {}
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with contextlib.suppress(OSError, ValueError):  # it has ended meanwhile
            cpu, held, _ = map(int, (task / "schedstat").read_text().split())
            found[task.name] = cpu, held
    return found


def share(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]], wall: float) -> float:
    """How busy the busiest thread was, of the ``wall`` seconds in which the machine let it run."""
    shares = [0.0]
    for task, (cpu, held) in after.items():
        if task in before:
            used, kept = (cpu - before[task][0]) / 1e9, (held - before[task][1]) / 1e9
            shares.append(used / max(wall - kept, 0.01))
    return max(shares)


def all_asleep() -> bool:
    """Whether nobody but this thread runs, or would run if there were a core: no process, no thread."""
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if child.status() in {psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP}:
                return False
    return not any(state in "RD" for state in _states())


def _states() -> Iterator[str]:
    """The state of each other thread of this process, where the system tells."""
    for task in Path("/proc/self/task").glob("*"):
        with contextlib.suppress(OSError):
            if task.name != str(threading.get_native_id()):
                yield (task / "stat").read_text().rpartition(")")[2].split()[0]
