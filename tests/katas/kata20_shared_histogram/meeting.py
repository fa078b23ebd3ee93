"""Numbers that show who counts them: the first ``%`` in each process waits there until the suite opens.

The suite looks from a thread in the caller: how many are in there at the same time, and whether anybody
else will come. When nothing of the tree runs, or wants to run, for long enough, nobody will. A machine
under load keeps processes waiting for a core, which is not that. Light at its head, as spawned children
import it.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAP = 0.02
IN_VAIN = 75
"""Naps (1.5 s) in which nobody came and nobody of the tree ran."""
WATCH = 15
"""The same for a full house that one more might join."""
_MOST = 90.0
_OPEN = "open"
_EVERY = 101
"""Each so-manieth number is a marked one; prime, so that every regular share has some."""


class Marked(int):
    """A number whose remainder is worked out at the meeting ``folder``."""

    folder: str

    def __new__(cls, value: int, folder: str) -> Self:
        """Make one."""
        made = super().__new__(cls, value)
        made.folder = folder
        return made

    def __reduce__(self) -> tuple[type[Marked], tuple[int, str]]:
        """Send it with its meeting."""
        return type(self), (int(self), self.folder)

    def __mod__(self, other: int) -> int:
        """Come to the meeting, and go on with the work."""
        come(self.folder)
        return int(self) % other

    def __divmod__(self, other: int) -> tuple[int, int]:
        """Do the same."""
        come(self.folder)
        return divmod(int(self), other)


def come(folder: str) -> None:
    """Wait until the meeting is open, if this process, or this thread of the caller, is new there."""
    here = f"{folder}/{os.getpid()}-{threading.get_native_id()}"
    if os.path.exists(here):  # noqa: PTH110  asked for each number
        return
    Path(here).touch()
    while not Path(folder, _OPEN).exists():
        time.sleep(NAP)


class Meeting:
    """Who counts at the same time, of ``wanted`` who should."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.together: frozenset[tuple[int, int]] = frozenset()
        self._folder = tempfile.mkdtemp(prefix="meeting-")
        self._returned = threading.Event()

    def numbers(self, count: int) -> list[int]:
        """Give ``count`` numbers, some of them marked."""
        return [Marked(n, self._folder) if n % _EVERY == 0 else n for n in range(count)]

    def beside(self, call: Callable[[Sequence[int]], Any], numbers: Sequence[int]) -> Any:
        """Run ``call(numbers)``, with the meeting held beside it."""
        watcher = threading.Thread(target=self._hold, name="the suite's meeting")
        watcher.start()
        try:
            return call(numbers)
        finally:
            self._returned.set()
            watcher.join()

    def _hold(self) -> None:
        quiet, end = 0, time.monotonic() + _MOST
        while not self._returned.is_set() and time.monotonic() < end:
            inside = self._inside()
            if inside != self.together:
                self.together, quiet = inside, 0
            at_work = len({process for process, _ in inside})
            quiet += still()
            if at_work > self.wanted or (inside and quiet >= (WATCH if at_work == self.wanted else IN_VAIN)):
                break
            time.sleep(NAP)
        Path(self._folder, _OPEN).touch()

    def _inside(self) -> frozenset[tuple[int, int]]:
        names = [name.split("-") for name in os.listdir(self._folder) if name != _OPEN]  # noqa: PTH208  names
        return frozenset((int(process), int(thread)) for process, thread in names)


def still() -> bool:
    """Whether nobody below this process runs, or waits for a core or a disk; who asks is left out."""
    from grader.worker.leftovers import children  # noqa: PLC0415  not for children

    seen = [os.getpid()]
    for pid in seen:
        if _runs(pid):
            return False
        seen += children(pid)
    return True


def _runs(pid: int) -> bool:
    me = str(threading.get_native_id())
    try:
        for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208  asked often
            if task != me:
                stat = Path(f"/proc/{pid}/task/{task}/stat").read_text(errors="replace")
                if stat.rpartition(")")[2].split()[0] in {"R", "D"}:
                    return True
    except OSError:
        if Path("/proc/self").is_dir():
            return False  # gone
        import psutil  # noqa: PLC0415  only where there is no /proc

        with suppress(psutil.Error):
            return pid != os.getpid() and psutil.Process(pid).status() == psutil.STATUS_RUNNING
    return False
