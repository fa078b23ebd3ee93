"""Counts how often processes take a lock that they share, in a file for each of them.

What counts is getting a lock while no other one is held: who holds the outer lock keeps the others out
anyway. Locks inside of the standard library's queues, pools and executors are its own affair.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sys
from multiprocessing import synchronize
from pathlib import Path
from typing import Any

_OF_THE_LIBRARY = frozenset(
    {
        "multiprocessing.queues",
        "multiprocessing.pool",
        "multiprocessing.connection",
        "concurrent.futures.process",
    }
)
_CALLER = "caller"


class _Tally:
    """The counter of whatever process this is; the first of all, the caller, does not count."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        with contextlib.suppress(FileExistsError), (self._folder / _CALLER).open("x") as file:
            file.write(str(os.getpid()))
        self._caller = int((self._folder / _CALLER).read_text())
        self._process = 0
        self._count: memoryview | None = None
        self._held: Any = None

    def got(self, lock: Any, caller: str) -> None:
        """Count a lock that was taken by code of the module ``caller``."""
        held = self._held
        if caller in _OF_THE_LIBRARY or (held is not None and held is not lock and held._is_mine()):  # noqa: SLF001  the C lock's own
            return
        if held is lock and lock._count() > 1:  # noqa: SLF001  same
            return
        self._held = lock
        if os.getpid() != self._process:
            self._begin()
        if self._count is not None:
            self._count[0] += 1

    def _begin(self) -> None:
        self._process = os.getpid()
        self._count = None
        if self._process != self._caller:
            file = self._folder / str(self._process)
            file.write_bytes(bytes(8))
            with file.open("r+b") as opened:
                self._count = memoryview(mmap.mmap(opened.fileno(), 8)).cast("q")


def count_locks(folder: str) -> None:
    """Count from now on."""
    tally = _Tally(folder)
    make_methods = synchronize.SemLock._make_methods  # noqa: SLF001  what every lock is made of

    def counted(self: Any) -> None:
        make_methods(self)
        inside = self._semlock

        def acquire(*arguments: Any, **named: Any) -> bool:
            got = bool(inside.acquire(*arguments, **named))
            if got:
                tally.got(inside, _module(2))
            return got

        self.acquire = acquire

    def enter(self: Any) -> bool:
        got = bool(self._semlock.__enter__())
        tally.got(self._semlock, _module(2))
        return got

    synchronize.SemLock._make_methods = counted  # type: ignore[method-assign]  # noqa: SLF001  same
    synchronize.SemLock.__enter__ = enter  # type: ignore[method-assign]


def _module(depth: int) -> str:
    """Name the module of a caller, as ``logging`` finds it."""
    return str(sys._getframe(depth).f_globals.get("__name__", ""))  # noqa: SLF001  documented


def taken(folder: Path) -> int:
    """How many times locks were taken by the processes that counted in ``folder``."""
    files = [file for file in folder.iterdir() if file.name != _CALLER]
    return sum(int.from_bytes(file.read_bytes(), sys.byteorder) for file in files)
