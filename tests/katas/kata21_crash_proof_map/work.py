"""What is mapped: a function that any process can import by name, and items that say what becomes of them.

Light at its head, as every spawned child imports it.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.measure import logged

ENDLESS = 12
"""Starts of one item after which it no longer dies: whoever has got so far would go on for ever."""
_NAP = 0.01


class Refused(Exception):
    """What `fn` raises."""


@dataclass(frozen=True)
class Item:
    """An item: what `fn` does with it, each time or the first ``times`` times, and what it gives at last."""

    name: str
    act: str = "give"
    value: Any = None
    times: int = ENDLESS


@dataclass(frozen=True)
class Site:
    """The function: it logs each start in ``log``, and looks in ``folder`` for what is open."""

    log: str
    folder: str

    def __call__(self, item: Item) -> Any:
        """Do what the item says."""
        with logged(self.log, item.name):
            started = self._starts(item)
            if started <= item.times:
                getattr(self, f"_{item.act}")(item)
            return item.value

    def _starts(self, item: Item) -> int:
        """Count this start of the item."""
        for number in range(1, 10 * ENDLESS):
            try:
                Path(self.folder, f"{item.name}-{number}").touch(exist_ok=False)
            except FileExistsError:
                continue
            return number
        return 10 * ENDLESS

    def _give(self, _: Item) -> None: ...

    def _refuse(self, item: Item) -> None:
        raise Refused(item.name, 7)

    def _kill(self, _: Item) -> None:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)  # until it arrives

    def _kill_then_refuse(self, item: Item) -> None:
        if not Path(self.folder, f"{item.name}-2").exists():
            self._kill(item)
        self._refuse(item)

    def _exit_0(self, _: Item) -> None:
        os._exit(0)

    def _exit_3(self, _: Item) -> None:
        os._exit(3)

    def _overflow(self, _: Item) -> None:
        import faulthandler  # noqa: PLC0415  only here
        import resource  # noqa: PLC0415  not on every platform

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if faulthandler.is_enabled():
            faulthandler.disable()
        overflow = getattr(faulthandler, "_stack_overflow", None)
        if overflow is not None:
            overflow()
        os.kill(os.getpid(), signal.SIGSEGV)

    def _hold(self, item: Item) -> None:
        doors = (Path(self.folder, "open"), Path(self.folder, f"open-{item.name}"))
        while not any(door.exists() for door in doors):
            time.sleep(_NAP)
